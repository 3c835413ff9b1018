"""Every method against an independent implementation on random matrices; skipped where the peers are not installed."""

import numpy as np
import pytest

from outsource_desk.analysis.methods.objective_weights import critic_weights, entropy_weights
from outsource_desk.analysis.methods.orders import spearman, tau_b
from outsource_desk.analysis.methods.products import weighted_product
from outsource_desk.analysis.methods.promethee import flows
from outsource_desk.analysis.methods.sums import range_sum
from outsource_desk.analysis.methods.topsis import closeness
from outsource_desk.analysis.methods.vikor import vikor
from outsource_desk.domain.preference import Shape

pytestmark = pytest.mark.filterwarnings("ignore")  # theirs: about dominated rows, and what they import

SIZES = [(3, 2), (10, 10), (40, 12)]
SHAPES = {
    Shape.USUAL: "usual",
    Shape.U_SHAPE: "ushape",
    Shape.V_SHAPE: "vshape",
    Shape.LEVEL: "level",
    Shape.LINEAR: "vshape_2",
}


def peer(name):
    return pytest.importorskip(name)


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def drawn(request):
    """A matrix with repeated amounts, weights, and which way is better."""
    source = np.random.default_rng(request.param)
    candidates, criteria = request.param
    matrix = source.integers(2, 200, (candidates, criteria)) / 2
    matrix[0] += 0.25  # never the same everywhere, which the peers refuse
    weights = source.dirichlet(np.ones(criteria))
    return matrix, weights, np.where(source.random(criteria) < 0.4, -1.0, 1.0)


def test_pymcdm_finds_the_same_sums_products_distances_and_regrets(drawn):
    matrix, weights, better = drawn
    methods = peer("pymcdm").methods
    from pymcdm.normalizations import minmax_normalization, vector_normalization

    assert range_sum(matrix, weights, better) == pytest.approx(
        methods.WSM(minmax_normalization)(matrix, weights, better), abs=1e-12
    )
    upward = np.ones_like(better)
    scaled = methods.WPM(lambda column, cost: column / 200)(matrix, weights, upward)
    assert weighted_product(matrix / 200, weights) == pytest.approx(scaled, abs=1e-12)
    near = methods.TOPSIS(vector_normalization)(matrix, weights, better)
    assert closeness(matrix, weights, better) == pytest.approx(near, abs=1e-12)
    assert vikor(matrix, weights, better).index == pytest.approx(methods.VIKOR()(matrix, weights, better), abs=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_pymcdm_finds_the_same_flows(drawn, shape):
    matrix, weights, better = drawn
    methods = peer("pymcdm").methods
    source = np.random.default_rng(1)
    low = source.integers(0, 10, len(weights)) + 0.5
    high = low + source.integers(1, 30, len(weights))
    expected = methods.PROMETHEE_II(SHAPES[shape], p=high, q=low)(matrix, weights, better)
    rules = [(shape, *thresholds) for thresholds in zip(low, high, strict=True)]
    assert flows(matrix, weights, rules, better).net == pytest.approx(expected, abs=1e-12)


def test_the_gaussian_shape_is_its_formula_over_all_pairs(drawn):
    matrix, weights, better = drawn
    ahead = np.maximum((matrix * better)[:, None, :] - (matrix * better)[None, :, :], 0)
    preference = (1 - np.exp(-(ahead**2) / (2 * 12.0**2))) @ weights
    expected = (preference.sum(axis=1) - preference.sum(axis=0)) / (len(matrix) - 1)
    rules = [(Shape.GAUSSIAN, 0.0, 12.0)] * len(weights)
    assert flows(matrix, weights, rules, better).net == pytest.approx(expected, abs=1e-12)


def test_scikit_criteria_finds_the_same_distances_and_regrets(drawn):
    matrix, weights, better = drawn
    peer("skcriteria")
    from skcriteria import mkdm
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.agg.vikor import VIKOR
    from skcriteria.preprocessing.scalers import VectorScaler

    given = mkdm(matrix, better.astype(int), weights=weights)
    near = TOPSIS().evaluate(VectorScaler(target="matrix").transform(given)).e_.similarity
    assert closeness(matrix, weights, better) == pytest.approx(near, abs=1e-12)
    found, theirs = vikor(matrix, weights, better), VIKOR().evaluate(given).e_
    assert found.index == pytest.approx(theirs.q_k, abs=1e-12)
    assert found.utility == pytest.approx(theirs.s_k, abs=1e-12)
    assert found.regret == pytest.approx(theirs.r_k, abs=1e-12)


def test_both_find_the_same_weights_in_the_spread_of_the_data(drawn):
    matrix, _, better = drawn
    entropy, critic = peer("pymcdm").weights.entropy_weights, peer("pymcdm").weights.critic_weights
    assert entropy_weights(matrix) == pytest.approx(entropy(matrix), abs=1e-12)
    assert critic_weights(matrix) == pytest.approx(critic(matrix), abs=1e-10)
    peer("skcriteria")
    from skcriteria.preprocessing import weighters

    assert entropy_weights(matrix) == pytest.approx(weighters.entropy_weights(matrix), abs=1e-12)
    assert critic_weights(matrix, better) == pytest.approx(weighters.critic_weights(matrix, better), abs=1e-10)


def test_scipy_finds_the_same_agreement_with_and_without_ties():
    statistics = peer("scipy.stats")
    source = np.random.default_rng(7)
    for top in (3, 8, 1000):
        first, second = source.integers(0, top, (2, 12)).astype(float)
        assert tau_b(first, second) == pytest.approx(statistics.kendalltau(first, second).statistic, abs=1e-12)
        assert spearman(first, second) == pytest.approx(statistics.spearmanr(first, second).statistic, abs=1e-12)
