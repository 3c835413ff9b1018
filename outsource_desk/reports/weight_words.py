"""What sets of weights, and the ways to find weights, are called on paper and in workbooks."""

from outsource_desk.domain.weighting import Purpose, WeightMethod

METHODS = {
    WeightMethod.DIRECT: "per cent, given directly",
    WeightMethod.POINTS: "points",
    WeightMethod.SWING: "swings, each divided by its step",
    WeightMethod.CENTROID: "order of importance, centroid",
    WeightMethod.RANK_SUM: "order of importance, rank sum",
    WeightMethod.RECIPROCAL: "order of importance, reciprocal",
    WeightMethod.PAIRWISE: "comparison in pairs",
}
PURPOSES = {
    Purpose.OFFICIAL: "official",
    Purpose.PERSON: "person",
    Purpose.LENS: "lens",
    Purpose.SCENARIO: "scenario",
}
