"""Start Outsource Desk from a source tree."""

import sys

from outsource_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
