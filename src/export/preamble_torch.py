"""What the notebook's formulas use beyond PyTorch, each as plain PyTorch in float64."""

import math

import torch


def softmax(x, axis=-1):
    """Weights that add up to 1 along an axis; all 0 where everything is -inf."""
    return torch.softmax(x, dim=axis).masked_fill(torch.all(x == -torch.inf, dim=axis, keepdim=True), 0)


def random_normal(shape, seed):
    """Normal numbers from a seed, by SplitMix64 and Box-Muller: the same everywhere."""
    mask, numbers, count = 2**64 - 1, [], math.prod(shape) if isinstance(shape, (tuple, list)) else shape
    for i in range(1, 2 * count + 1):
        mixed = (seed + i * 0x9E3779B97F4A7C15) & mask
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        numbers.append((mixed ^ (mixed >> 31)) >> 11)
    u = (torch.tensor(numbers[0::2], dtype=torch.float64) + 1) / 2**53
    v = torch.tensor(numbers[1::2], dtype=torch.float64) / 2**53
    return (torch.sqrt(-2 * torch.log(u)) * torch.cos(2 * torch.pi * v)).reshape(shape)


def causal_mask(n):
    """True where a query (row) sees a key (column): up to its own place."""
    return torch.ones(n, n).tril().bool()


def window_mask(n, w):
    """True where query and key are no more than w places apart."""
    place = torch.arange(n)
    return torch.abs(place[:, None] - place) <= w


def padding_mask(keep):
    """True in the columns of real tokens, where keep is not 0; a stack for a batch."""
    keep = keep != 0
    return keep[..., None, :].repeat_interleave(keep.shape[-1], dim=-2)


def positional_encoding(n, d, base=10000):
    """Sines in the even columns and cosines in the odd ones, each pair slower than the one before."""
    column = torch.arange(d)
    angle = torch.arange(n)[:, None] / float(base) ** (column // 2 * 2 / d)
    return torch.where(column % 2 == 0, torch.sin(angle), torch.cos(angle))


def rope(x, base=10000):
    """Turns each pair of columns by an angle that grows with the row; the width must be even."""
    n, d = x.shape[-2:]
    angle = torch.arange(n)[:, None] / float(base) ** (torch.arange(0, d, 2) / d)
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = torch.empty_like(x)
    turned[..., 0::2] = even * torch.cos(angle) - odd * torch.sin(angle)
    turned[..., 1::2] = even * torch.sin(angle) + odd * torch.cos(angle)
    return turned


def alibi(n, slope=0.5):
    """-slope times how far query and key are apart; a stack for a vector of slopes."""
    place = torch.arange(n)
    return torch.as_tensor(slope, dtype=torch.float64)[..., None, None] * -torch.abs(place[:, None] - place)


def split_heads(X, h):
    """The columns cut into h heads of equal width: (n, d) to (h, n, d / h)."""
    n, d = X.shape
    return X.reshape(n, h, d // h).transpose(0, 1)


def merge_heads(H):
    """The heads side by side again: (h, n, d) to (n, h * d)."""
    h, n, d = H.shape
    return H.transpose(0, 1).reshape(n, h * d)


def layer_norm(x, eps=1e-5):
    """Each row with mean 0 and variance 1."""
    mean, variance = x.mean(dim=-1, keepdim=True), x.var(dim=-1, keepdim=True, correction=0)
    return (x - mean) / torch.sqrt(variance + eps)


def entropy(p, axis=-1, keepdims=False):
    """How spread out weights are, in nats: -p * log(p) added up, where 0 * log(0) is 0."""
    return torch.sum(-p * torch.log(torch.where(p == 0, 1.0, p)), dim=axis, keepdim=keepdims)


def one_hot(ids, size):
    """Each id as a row of zeros with a 1 in its column."""
    return torch.eye(size)[torch.as_tensor(ids).long()]


def take(a, indices, axis=None):
    """The elements at these positions along an axis, or of all elements."""
    indices = torch.as_tensor(indices).long()
    return a.flatten()[indices] if axis is None else a[(slice(None),) * (axis % a.ndim) + (indices,)]


def conv1d(x, w, b=None):
    """Row i is the sum over t of x[i + t - (k - 1) // 2] @ w[t]; rows beyond the ends are left out."""
    k, _, d_out = w.shape
    y = torch.zeros(len(x), d_out)
    for t in range(k):
        row = torch.arange(len(x)) + t - (k - 1) // 2
        inside = (row >= 0) & (row < len(x))
        y[inside] += x[row[inside]] @ w[t]
    return y if b is None else y + b


def rnn(x, w_x, w_h, b=None):
    """h[t] = tanh(x[t] @ w_x + h[t - 1] @ w_h + b), from a state of 0: all states (Elman 1990)."""
    b = torch.zeros(w_x.shape[1]) if b is None else b
    h, states = torch.zeros(w_x.shape[1]), torch.zeros(len(x), w_x.shape[1])
    for t in range(len(x)):
        h = torch.tanh(x[t] @ w_x + h @ w_h + b)
        states[t] = h
    return states


def gru(x, w, u, b=None):
    """Update gate z, reset gate r, candidate; h = z * h + (1 - z) * candidate: all states (Cho et al. 2014)."""
    b = torch.zeros(3, w.shape[2]) if b is None else b
    (w_z, w_r, w_c), (u_z, u_r, u_c), (b_z, b_r, b_c) = w, u, b
    h, states = torch.zeros(w.shape[2]), torch.zeros(len(x), w.shape[2])
    for t in range(len(x)):
        z = torch.sigmoid(x[t] @ w_z + h @ u_z + b_z)
        r = torch.sigmoid(x[t] @ w_r + h @ u_r + b_r)
        candidate = torch.tanh(x[t] @ w_c + (r * h) @ u_c + b_c)
        h = z * h + (1 - z) * candidate
        states[t] = h
    return states
