"""Start Outsource Desk with ``python -m outsource_desk``."""

import sys

from outsource_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
