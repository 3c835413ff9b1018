"""The frozen program: the window, the command line, and the child processes that both of them start."""

import os
import sys
from multiprocessing import freeze_support


def forget_own_libraries() -> None:
    """Let programs that this one starts, such as the viewer of a PDF, find their own libraries again."""
    for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
        os.environ.pop(name, None)
    original = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if original is not None:
        os.environ["LD_LIBRARY_PATH"] = original
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    freeze_support()  # the child that makes a report does its work in here and ends
    forget_own_libraries()
    from outsource_desk.importers.files import worker

    if sys.argv[1:2] == [worker.FROZEN_FLAG]:
        worker.main()
    else:
        from outsource_desk.cli import main

        sys.exit(main())
