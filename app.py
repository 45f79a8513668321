"""The product: `python app.py` serves it, `flask --app app …` runs its commands."""

import sys

from canteen import create_app
from canteen.config import ConfigError
from canteen.serving import serve

try:
    app = create_app()
except ConfigError as trouble:
    print(trouble, file=sys.stderr)  # noqa: T201 - there is no application yet to speak
    sys.exit(2)

if __name__ == "__main__":
    serve(app)
