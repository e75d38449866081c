"""Reference figures for the regressions, in numpy: python3 regressions.py > regressions.txt

Written apart from the Java code, with plain matrices instead of columns of lags. Two seasons: two simulated series of
hours, the second with zeros. One season: a simulated series of weeks. Each line: a name and numbers.
"""
import numpy as np

HUBER, SIGMA = 0.7, 1.2533


def weighted(X, y, w):
    mx, my = w @ X / w.sum(), w @ y / w.sum()
    Xc, yc = X - mx, y - my
    A = (Xc * w[:, None]).T @ Xc + np.eye(X.shape[1]) * (1e-9 * (w @ (yc * yc)) + 1e-300)
    b = np.linalg.solve(A, (Xc * w[:, None]).T @ yc)
    return b, my - mx @ b


def trust(X, y, rule):
    e = np.abs(y - X @ rule[0] - rule[1])
    return np.minimum(1, HUBER * SIGMA * e.mean() / np.maximum(e, 1e-300))


def robust(X, y, d, rounds):
    rule = weighted(X, y, d)
    for _ in range(rounds):
        rule = weighted(X, y, d * trust(X, y, rule))
    return rule


def aged(age, n):
    return age ** np.arange(n - 1, -1, -1.0)


def season_mean(z, t, s, known, most=9):
    return np.mean([z[t - s * k] for k in range(1, min(most, known // s) + 1)])


def path(z, h, lags, s, means, age):
    n, L = len(z), max(max(lags), s + 1 if means else 0)
    row = lambda v, t: [v[t - l] for l in lags] + ([season_mean(v, t, s, t), season_mean(v, t - 1, s, t - 1)] if means else [])
    X = np.array([row(z, t) for t in range(L, n)])
    b, a = robust(X, z[L:], aged(age, n - L), 5)
    v = np.concatenate([z, np.zeros(h)])
    for t in range(n, n + h):
        v[t] = a + np.array(row(v, t)) @ b
    return v[n:], (b, a), row


def horizons(z, h):
    n, rules, factor = len(z), [], None
    near = lambda k: 0.1 + 0.9 * np.exp(-0.5 * (min(k % 24, 24 - k % 24) / 3) ** 2)

    def row(v, o, j):
        t, d = o + j, 24 * ((j + 23) // 24)
        day = lambda p: np.mean([v[p - 24 * i] for i in range(7)])
        return [v[o], v[o - 1], v[o - 2], v[t - d], v[t - 168], day(t - d), season_mean(v, t, 168, o), v[o - 24],
                v[o - 168], day(o - 24), season_mean(v, o, 168, o)]
    for j in range(1, h + 1):
        ts = np.arange(220 + j, n)
        X, y = np.array([row(z, t - j, j) for t in ts]), z[ts]
        d = aged(0.998, len(ts)) * np.array([near(n - 1 + j - t) for t in ts])
        rule = robust(X, y, d, 3) if j == 1 else weighted(X, y, d * factor[1:])
        factor = trust(X, y, rule)
        rules.append(rule)
    return rules, row


def profile_of(y):
    w = len(y) // 168
    z = y[len(y) - 168 * w:].reshape(w, 168)
    s = np.median(z - z.mean(1, keepdims=True), axis=0)
    return s, (z - s).ravel()


def profile(y, h, rule=None):
    lags = [1, 2, 3, 23, 24, 25, 26]
    s, r = profile_of(y)
    if rule is None:
        X = np.array([[r[t - l] for l in lags] for t in range(26, len(r))])
        rule = robust(X, r[26:], aged(0.998, len(r) - 26), 3)
    g = np.concatenate([r, np.zeros(h)])
    for t in range(len(r), len(r) + h):
        g[t] = rule[1] + np.array([g[t - l] for l in lags]) @ rule[0]
    return s[np.arange(h) % 168] + g[len(r):], rule


def nearest(z, h):
    n, w = len(z), aged(0.95, 24)
    w = w / w.sum()
    level = lambda o: w @ z[o - 24:o]
    course = z[n - 24:] - level(n)
    days = sorted((w @ (z[o - 24:o] - level(o) - course) ** 2, o) for o in range(n - 24, 23, -24))
    out = []
    for j in range(h):
        use = [(d, o) for d, o in days if o + j < n][:5]
        k = np.array([1 / np.sqrt(d + 1e-12) for d, _ in use])
        out.append(level(n) + k @ np.array([z[o + j] - level(o) for _, o in use]) / k.sum())
    return np.array(out)


def without_spikes(z, day=24):
    z, n = z.copy(), len(z)
    bend = np.full(n, np.nan)
    bend[1:-1] = z[1:-1] - (z[:-2] + z[2:]) / 2
    others = np.full((6, n), np.nan)
    for i, k in enumerate((1, 2, 3)):
        others[2 * i, k * day:] = bend[:-k * day]
        others[2 * i + 1, :-k * day] = bend[k * day:]
    usual = np.full(n, np.nan)
    usual[1:-1] = np.nanmedian(others[:, 1:-1], axis=0)
    odd = np.nan_to_num(np.abs(bend - usual))
    spikes = [t for t in range(1, n - 1)
              if odd[t] > 12 * np.median(odd[1:-1]) > 0 and odd[t] > 1.5 * max(odd[t - 1], odd[t + 1])]
    for t in spikes:
        z[t] = (z[t - 1] + z[t + 1]) / 2 + usual[t]
    return z


def sane(f, y, end):
    lo, hi = y.min(), y.max()
    least = lo - (hi - lo) / 2
    return np.clip(np.where(np.isfinite(f), f, y[end - 1]), max(least, 0) if lo >= 0 else least, hi + (hi - lo) / 2)


def two_seasons(y, h=48):
    n, log = len(y), y.min() > 0
    z = without_spikes(np.log(y) if log else y)
    back = np.exp if log else (lambda v: v)
    lags = [1, 2, 3, 23, 24, 25, 26, 167, 168, 169, 170]
    a, (ab, aa), arow = path(z, h, lags, 168, True, 0.997)
    rules, brow = horizons(z, h)
    c, crule = profile(y, h)

    def combined(end):
        v = np.concatenate([z[:end], np.zeros(h)])
        for t in range(end, end + h):
            v[t] = aa + np.array(arow(v, t)) @ ab
        b = np.array([rules[j - 1][1] + np.array(brow(z[:end + 0], end - 1, j)) @ rules[j - 1][0] for j in range(1, h + 1)])
        arms = [sane(back(v[end:]), y, end), sane(back(b), y, end), sane(profile(y[:end], h, crule)[0], y, end),
                sane(back(nearest(z[:end], h)), y, end)]
        return np.median(arms, axis=0), arms
    point, arms = combined(n)
    E = np.full((14, h), np.nan)
    K = min(14, (n - 336) // 24)
    for q in range(1, K + 1):
        m = min(h, 24 * q)
        E[q - 1, :m] = y[n - 24 * q:][:m] - combined(n - 24 * q)[0][:m]
    z95 = np.interp(K, [0, 3, 7, 14], [4.2, 3.7, 3.0, 2.3])
    half = np.array([np.sqrt(np.nanmean(E[:, max(0, j - 2):j + 3] ** 2)) for j in range(h)]) * z95
    return arms, point, np.maximum(point - half, 0 if y.min() >= 0 else -np.inf), point + half


def one_season(y, h=13):
    lags = [1, 2, 3, 4, 50, 51, 52, 53, 54]
    z = np.log(y)
    arms = [sane(np.exp(path(z, h, lags, 52, False, 0.995)[0]), y, len(y)),
            sane(np.exp(path(z, h, lags, 52, True, 0.995)[0]), y, len(y)),
            sane(path(y, h, lags, 52, False, 0.995)[0], y, len(y))]
    return arms, np.mean(arms, axis=0)


def show(name, values, digits=10):
    print(name, " ".join("%.*g" % (digits, v) for v in values))


def main():
    rng = np.random.default_rng(20261122)
    t = np.arange(700)
    drift = np.cumsum(0.02 * rng.standard_normal(700))
    y = np.exp(4 + drift + 0.7 * np.sin(2 * np.pi * t / 24) - 0.5 * (t % 168 >= 120) + 0.1 * rng.standard_normal(700))
    y[[200, 431, 650]] *= [4, 0.2, 3]
    zeros = np.maximum(0, y - 30)
    weeks = np.arange(230)
    w = np.exp(6 + np.cumsum(0.03 * rng.standard_normal(230)) + 0.3 * np.sin(2 * np.pi * weeks / 52) + 0.05 * rng.standard_normal(230))
    for name, series in (("hours", np.round(y, 3)), ("zeros", np.round(zeros, 3))):
        arms, point, lower, upper = two_seasons(series)
        show(name, series)
        for arm, f in zip("ABCD", arms):
            show(name + "." + arm, f)
        show(name + ".point", point)
        show(name + ".lower", lower)
        show(name + ".upper", upper)
    w = np.round(w, 3)
    arms, point = one_season(w)
    show("weeks", w)
    show("weeks.point", point)


main()
