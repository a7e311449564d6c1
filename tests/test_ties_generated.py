"""Sentences made from relations are read back as those relations, whatever their numbers and wording."""

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.stated import ties

COUNTS = st.integers(1, 99_999)
LABELS = ["机构职能类", "政策文件类", "工作动态类", "财政预决算类", "人事信息类", "规划计划类", "通知公告类"]
LEADS = ["全年公开信息{}条", "2023年共发布各类信息{}条", "本局主动公开政府信息{}条", "公开信息总数为{}条"]
WHOLE = ["，分为{}。", "，由{}构成。", "，具体为{}。", "，按类别分，{}。"]
OPEN = ["，其中{}。", "，包括{}。", "，涵盖{}。", "：{}。", "（{}）。", "。从类别看，{}。"]
JOINTS = ["、", "，", "；"]


def kinds(found, *wanted):
    """Return the lines of the given kinds."""
    return [line for kind, line in found if kind in wanted]


def listed(parts, joint):
    """Return the parts as a clerk lists them."""
    return joint.join(f"{label}{part}条" for label, part in zip(LABELS, parts, strict=False))


@st.composite
def breakdowns(draw, frames):
    """Return the parts, and a way to write them below any total."""
    parts = draw(st.lists(COUNTS, min_size=3, max_size=7))
    lead, frame, joint = draw(st.sampled_from(LEADS)), draw(st.sampled_from(frames)), draw(st.sampled_from(JOINTS))
    return parts, lambda total, parts: lead.format(total) + frame.format(listed(parts, joint))


@given(breakdowns(WHOLE + OPEN))
def test_a_breakdown_that_adds_up_is_read_whole(case):
    parts, write = case
    expected = f"{sum(parts)}=" + "+".join(map(str, parts))
    assert kinds(ties(write(sum(parts), parts)), "sum") == [expected]


@given(breakdowns(WHOLE), st.integers(1, 999), st.booleans())
def test_changing_one_number_makes_exactly_that_tie_fail(case, change, upwards):
    parts, write = case
    total = sum(parts) + (change if upwards else -change)
    # a total that happens to be the sum of the first few parts, or is no more than one, is another sentence
    firsts = [sum(parts[:length]) for length in range(1, len(parts))]
    assume(total > max(parts) and total not in firsts)
    # as does a part that the parts after it add up to
    runs = [(part, sum(parts[at + 1 : end])) for at, part in enumerate(parts) for end in range(at + 2, len(parts) + 1)]
    assume(all(part != run for part, run in runs))
    found = ties(write(total, parts))
    assert [line for _, line in found if line.endswith("✗")] == [f"{total}=" + "+".join(map(str, parts)) + " ✗"]


@given(breakdowns(OPEN), st.integers(1, 999))
def test_parts_below_the_total_decide_nothing(case, rest):
    parts, write = case
    total = sum(parts) + sum(parts) // 8 + rest  # a classification that is nearly complete is taken to be complete
    assert not [line for _, line in ties(write(total, parts)) if line.endswith("✗")]


@given(breakdowns(WHOLE + OPEN), st.integers(1, 999), st.sampled_from(["约", "大约"]))
def test_words_that_leave_the_total_open_leave_the_tie_open(case, change, word):
    parts, write = case
    text = write(sum(parts) + change, parts).replace(str(sum(parts) + change), f"{word}{sum(parts) + change}", 1)
    assert not [line for _, line in ties(text) if line.endswith("✗")]


@given(breakdowns(OPEN[:3]), st.integers(1, 999))
def test_a_list_that_ends_in_and_so_on_is_open(case, rest):
    parts, write = case
    text = write(sum(parts) + rest, parts)[:-1] + "等。"
    assert not [line for _, line in ties(text) if line.endswith("✗")]


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(0, 2))
def test_a_share_is_read_with_its_base_and_fails_when_wrong(part, rest, decimals):
    whole = part + rest
    share = round(Decimal(100 * part) / whole, decimals)
    written = "受理申请{}件，其中网上申请{}件，占{}%。"
    line = f"{part}/{whole}:{share.normalize():f}"
    assert kinds(ties(written.format(whole, part, share)), "rate") == [line]
    wrong = share + (7 if share < 90 else -7)
    assert kinds(ties(written.format(whole, part, wrong)), "rate") == [f"{part}/{whole}:{wrong.normalize():f} ✗"]


@given(st.integers(1, 500), st.integers(1, 50), st.integers(1, 50), st.integers(1, 9))
def test_a_balance_is_read_and_fails_when_one_number_is_changed(received, carried_in, carried_out, change):
    done = received + carried_in - carried_out
    assume(done > 0)
    written = "全年新收申请{}件，上年结转{}件，办结{}件，结转下年度{}件。"
    line = f"{received}+{carried_in}=={done}+{carried_out}"
    assert kinds(ties(written.format(received, carried_in, done, carried_out)), "balance") == [line]
    wrong = done + change
    assert kinds(ties(written.format(received, carried_in, wrong, carried_out)), "balance") == [
        f"{received}+{carried_in}=={wrong}+{carried_out} ✗"
    ]


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_growth_with_its_base_is_read_and_fails_when_wrong(now, before):
    assume(now != before)
    exact = round(Decimal(100 * (now - before)) / before, 1)
    assume(abs(exact) >= 1)
    verb, rate = ("增长", exact) if exact > 0 else ("下降", -exact)
    written = "全年公开信息{}条，比上年的{}条{}{}%。"
    line = f"growth {rate.normalize():f}:{now}/{before}"
    assert kinds(ties(written.format(now, before, verb, rate)), "growth") == [line]
    assert kinds(ties(written.format(now, before, verb, rate + 3)), "growth")[0].endswith("✗")


@given(st.integers(2, 500), st.sampled_from(["均已按期答复", "全部办结", "件件按时答复", "无一逾期，均已办结"]))
def test_all_of_a_count_is_read(count, words):
    assert f"all {count} ?" in kinds(ties(f"收到申请{count}件，{words}。"), "all")


@given(st.lists(st.sampled_from(LABELS), min_size=2, max_size=7, unique=True))
def test_a_list_is_counted(items):
    names = [item.removesuffix("类") for item in items]
    assert f"count {len(names)}" in kinds(ties(f"公开内容分为{len(names)}类：{'、'.join(names)}。"), "count")
    assert f"count {len(names)}" in kinds(ties(f"公开{'、'.join(names)}等{len(names)}个方面信息。"), "count")
