package io.reelbudget.estimator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that forgets the entry that was unused for longest when it would grow beyond a size.
 *
 * <p>This class is not thread-safe; reading reorders it.
 */
final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1;

    private final int most;

    BoundedMap(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
