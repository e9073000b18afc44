"""``python -m conect``: the same as ``conect``."""

import sys

from conect.cli import main

sys.exit(main())
