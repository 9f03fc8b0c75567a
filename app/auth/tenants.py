"""How business units are named."""

import re
from typing import Final

TENANT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
