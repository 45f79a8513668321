"""The product: `python app.py` serves it, `flask --app app …` runs its commands."""

from canteen import create_app
from canteen.serving import serve

app = create_app()

if __name__ == "__main__":
    serve(app)
