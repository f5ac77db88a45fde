"""Writes cases.toml: synthetic judgments and runs with what trec_eval makes of them.

Run by hand with `pytrec_eval-terrier` installed; the cases are kept, so no test needs Python. MRR@10 is recip_rank of a
run cut to its first ten, as under `trec_eval -M 10`.
"""
import pathlib
import random
import struct

import pytrec_eval

NAMES = {
    "nDCG@10": "ndcg_cut_10", "MAP": "map", "MAP@5": "map_cut_5", "P@10": "P_10", "P@30": "P_30", "MRR": "recip_rank",
    "S@10": "success_10", "R@100": "recall_100", "R@1000": "recall_1000",
}


def parse(text, value_column, convert):
    rows = {}
    for line in text.strip().splitlines():
        columns = line.split()
        rows.setdefault(columns[0], {})[columns[2]] = convert(columns[value_column])
    return rows


def single(score):
    return struct.unpack("f", struct.pack("f", score))[0]


def first_ten(ranking):
    ordered = sorted(ranking.items(), key=lambda pair: (single(pair[1]), pair[0].encode()), reverse=True)
    return dict(ordered[:10])


def expected(qrels, run):
    judged = pytrec_eval.RelevanceEvaluator(qrels, {"ndcg_cut", "map", "map_cut", "P", "recip_rank", "success", "recall"})
    whole = judged.evaluate(run)
    cut = judged.evaluate({topic: first_ten(ranking) for topic, ranking in run.items()})
    return {
        topic: {name: values[key] for name, key in NAMES.items()} | {"MRR@10": cut[topic]["recip_rank"]}
        for topic, values in whole.items()
    }


def random_case(seed, topics, pool, returned, grades, scores):
    chance = random.Random(seed)
    qrels, run = [], []
    for topic in range(topics):
        ids = [f"a{number}" for number in range(pool)]
        for name in chance.sample(ids, pool // 3):
            qrels.append(f"t{topic} 0 {name} {chance.choice(grades)}")
        for rank, name in enumerate(chance.sample(ids, returned)):
            run.append(f"t{topic} Q0 {name} {rank + 1} {chance.choice(scores)} random")
    return "\n".join(qrels), "\n".join(run)


CASES = {
    "equal scores: the greater id first": (
        "t 0 a 1\nt 0 b 0\nt 0 c 1", "t Q0 a 1 2.5 x\nt Q0 b 2 2.5 x\nt Q0 c 3 1.0 x"),
    "scores that differ only past f32 are equal": (
        "t 0 a 1\nt 0 b 0", "t Q0 a 1 1.00000001 x\nt Q0 b 2 1.0 x"),
    "the rank column is not looked at": (
        "t 0 a 1", "t Q0 b 1 1 x\nt Q0 a 2 2 x"),
    "ids are ordered by bytes": (
        "t 0 a10 1\nt 0 B 1\nt 0 é 1", "t Q0 a10 1 1 x\nt Q0 a9 2 1 x\nt Q0 B 3 1 x\nt Q0 é 4 1 x\nt Q0 z 5 1 x"),
    "grades are gains, and below zero is not judged": (
        "t 0 a 3\nt 0 b 1\nt 0 c -1\nt 0 d 2\nt 0 e 0", "t Q0 c 1 9 x\nt Q0 b 2 8 x\nt Q0 e 3 7 x\nt Q0 a 4 6 x\nt Q0 f 5 5 x"),
    "a topic without a relevant article scores nothing": (
        "t 0 a 0\nu 0 a 1", "t Q0 a 1 2 x\nu Q0 a 1 2 x"),
    "topics that only one side knows": (
        "t 0 a 1\nu 0 a 1", "t Q0 b 1 2 x\nt Q0 a 2 1 x\nv Q0 a 1 2 x"),
    "the first relevant article stands below ten": (
        "t 0 k 1\nt 0 z 1", "\n".join(f"t Q0 {name} 0 {50 - place} x" for place, name in enumerate("abcdefghijkl"))),
    "random, few scores": random_case(7, 4, 45, 36, [0, 0, 1, 2, 3], [1, 2, 2.5, 3]),
    "random, long rankings": random_case(8, 2, 150, 130, [-1, 0, 0, 1], [round(1.5 ** (n / 9), 3) for n in range(90)]),
}

parts = ["# Written by expect.py: judgments, a run, and trec_eval's figures for each topic of both, to four decimals."]
for name, (qrels, run) in CASES.items():
    figures = expected(parse(qrels, 3, int), parse(run, 4, float))
    parts.append(f'\n[[case]]\nname = "{name}"\nqrels = """\n{qrels}\n"""\nrun = """\n{run}\n"""')
    for topic, values in sorted(figures.items()):
        row = ", ".join(f'"{measure}" = {value:.4f}' for measure, value in values.items())
        parts.append(f"expected.{topic} = {{ {row} }}")
pathlib.Path(__file__).with_name("cases.toml").write_text("\n".join(parts) + "\n")
