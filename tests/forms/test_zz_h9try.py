import traceback, time
import pytest
from tests.forms.test_purchase_agreement import WORLDS, passes, commit, at, kept, mark, wipe
@pytest.mark.parametrize("stage", WORLDS)
def test_all(stage, at):
    crimes, begin = WORLDS[stage]
    begin(at)
    bad = 0
    for crime in crimes:
        for f in (passes, commit):
            m = mark(); a = time.process_time()
            try:
                f(at, crime)
                print(crime.clause, f.__name__, "ok", round(time.process_time()-a, 2))
            except Exception as e:
                bad += 1
                tb = traceback.extract_tb(e.__traceback__)
                print("BAD", crime.clause, crime.title, f.__name__, [x.lineno for x in tb if "agreement" in x.filename or "market_writing" in x.filename], str(e)[:900])
                print("     ", sorted(at.month()), sorted(kept()))
                wipe(m)
    print("END", sorted(at.month() ^ kept()))
    assert not bad
