"""What the notebook's formulas use beyond NumPy, each as plain NumPy."""

import numpy as np


def softmax(x, axis=-1):
    """Weights that add up to 1 along an axis; all 0 where everything is -inf."""
    x = np.asarray(x, dtype=float)
    greatest = np.max(x, axis=axis, keepdims=True)
    powers = np.exp(x - np.where(greatest == -np.inf, 0, greatest))
    total = np.sum(powers, axis=axis, keepdims=True)
    return powers / np.where(total == 0, 1, total)


def sigmoid(x):
    """Each number squeezed between 0 and 1."""
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


def relu(x):
    """Each number, or 0 where it is negative."""
    return np.maximum(np.asarray(x, dtype=float), 0)


def random_normal(shape, seed):
    """Normal numbers from a seed, by SplitMix64 and Box-Muller: the same everywhere."""
    count = int(np.prod(shape))
    state = np.uint64(seed % 2**64) + np.arange(1, 2 * count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    whole = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)).astype(float)
    u, v = (whole[0::2] + 1) / 2**53, whole[1::2] / 2**53
    return (np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v)).reshape(shape)


# masks, positions, heads, statistics


def causal_mask(n):
    """True where a query (row) sees a key (column): up to its own place."""
    return np.tri(n, dtype=bool)


def window_mask(n, w):
    """True where query and key are no more than w places apart."""
    place = np.arange(n)
    return np.abs(place[:, None] - place) <= w


def padding_mask(keep):
    """True in the columns of real tokens, where keep is not 0; a stack for a batch."""
    keep = np.asarray(keep) != 0
    return np.repeat(keep[..., None, :], keep.shape[-1], axis=-2)


def positional_encoding(n, d, base=10000):
    """Sines in the even columns and cosines in the odd ones, each pair slower than the one before."""
    column = np.arange(d)
    angle = np.arange(n)[:, None] / np.power(float(base), column // 2 * 2 / d)
    return np.where(column % 2 == 0, np.sin(angle), np.cos(angle))


def rope(x, base=10000):
    """Turns each pair of columns by an angle that grows with the row; the width must be even."""
    x = np.asarray(x, dtype=float)
    n, d = x.shape[-2:]
    angle = np.arange(n)[:, None] / np.power(float(base), np.arange(0, d, 2) / d)
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = np.empty_like(x)
    turned[..., 0::2] = even * np.cos(angle) - odd * np.sin(angle)
    turned[..., 1::2] = even * np.sin(angle) + odd * np.cos(angle)
    return turned


def alibi(n, slope=0.5):
    """-slope times how far query and key are apart; a stack for a vector of slopes."""
    place = np.arange(n)
    return np.asarray(slope, dtype=float)[..., None, None] * -np.abs(place[:, None] - place)


def split_heads(X, h):
    """The columns cut into h heads of equal width: (n, d) to (h, n, d / h)."""
    n, d = np.shape(X)
    return np.reshape(X, (n, h, d // h)).transpose(1, 0, 2)


def merge_heads(H):
    """The heads side by side again: (h, n, d) to (n, h * d)."""
    h, n, d = np.shape(H)
    return np.transpose(H, (1, 0, 2)).reshape(n, h * d)


def layer_norm(x, eps=1e-5):
    """Each row with mean 0 and variance 1."""
    x = np.asarray(x, dtype=float)
    mean, variance = np.mean(x, axis=-1, keepdims=True), np.var(x, axis=-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + eps)


def entropy(p, axis=-1, keepdims=False):
    """How spread out weights are, in nats: -p * log(p) added up, where 0 * log(0) is 0."""
    p = np.asarray(p, dtype=float)
    return np.sum(-p * np.log(np.where(p == 0, 1, p)), axis=axis, keepdims=keepdims)


def one_hot(ids, size):
    """Each id as a row of zeros with a 1 in its column."""
    return np.eye(size)[np.asarray(ids, dtype=int)]


# end of masks, positions, heads, statistics


# sequences


def conv1d(x, w, b=None):
    """Row i is the sum over t of x[i + t - (k - 1) // 2] @ w[t]; rows beyond the ends are left out."""
    x, w = np.asarray(x, float), np.asarray(w, float)
    k, _, d_out = w.shape
    y = np.zeros((len(x), d_out))
    for t in range(k):
        row = np.arange(len(x)) + t - (k - 1) // 2
        inside = (row >= 0) & (row < len(x))
        y[inside] += x[row[inside]] @ w[t]
    return y if b is None else y + np.asarray(b, float)


def rnn(x, w_x, w_h, b=None):
    """h[t] = tanh(x[t] @ w_x + h[t - 1] @ w_h + b), from a state of 0: all states (Elman 1990)."""
    x, w_x, w_h = np.asarray(x, float), np.asarray(w_x, float), np.asarray(w_h, float)
    b = np.zeros(w_x.shape[1]) if b is None else np.asarray(b, float)
    states = np.zeros((len(x), w_x.shape[1]))
    h = np.zeros(w_x.shape[1])
    for t in range(len(x)):
        h = np.tanh(x[t] @ w_x + h @ w_h + b)
        states[t] = h
    return states


def gru(x, w, u, b=None):
    """Update gate z, reset gate r, candidate; h = z * h + (1 - z) * candidate: all states (Cho et al. 2014)."""
    x, w, u = np.asarray(x, float), np.asarray(w, float), np.asarray(u, float)
    b = np.zeros((3, w.shape[2])) if b is None else np.asarray(b, float)
    (w_z, w_r, w_c), (u_z, u_r, u_c), (b_z, b_r, b_c) = w, u, b
    states = np.zeros((len(x), w.shape[2]))
    h = np.zeros(w.shape[2])
    for t in range(len(x)):
        z = 1 / (1 + np.exp(-(x[t] @ w_z + h @ u_z + b_z)))
        r = 1 / (1 + np.exp(-(x[t] @ w_r + h @ u_r + b_r)))
        candidate = np.tanh(x[t] @ w_c + (r * h) @ u_c + b_c)
        h = z * h + (1 - z) * candidate
        states[t] = h
    return states


# end of sequences
