"""The forms of answers: an explanation, and the supervisor's decision on it."""

from wtforms import Field, ValidationError

from canteen.answers.explained import ACCEPTED, SENT_BACK
from canteen.fields import one_of, words
from canteen.signing import SignForm


class ExplainForm(SignForm):
    """答复."""

    explanation = words("说明", description="为什么会这样，已经怎么补救，以后怎么防止")


class DecideForm(SignForm):
    """认可或退回答复."""

    decision = one_of("决定", (ACCEPTED, SENT_BACK))
    reason = words("理由", needed=False, description="退回时必须写：还要说明什么、补什么")

    def validate_decision(self, field: Field) -> None:
        """Nobody is sent back without being told why."""
        if field.data == SENT_BACK and not self.reason.data:
            raise ValidationError("退回要写明理由")
