"""Pictures and papers that belong to something: checked as they come in, kept as they were, shown re-encoded."""

from canteen.pictures.attached import Picture, attach, pictures_of, pictures_of_all
from canteen.pictures.field import paper_field
from canteen.pictures.files import Paper

__all__ = ["Paper", "Picture", "attach", "paper_field", "pictures_of", "pictures_of_all"]
