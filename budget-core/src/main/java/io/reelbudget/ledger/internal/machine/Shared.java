package io.reelbudget.ledger.internal.machine;

/**
 * Gives equal values the same instance, so that a million accounts with one plan keep one plan, one period and one
 * allowance's terms. It remembers the last value of each of a few places: what it forgot costs memory, nothing else.
 *
 * <p>This class is thread-safe for values that are immutable in the sense of the memory model, which records are: when
 * two threads meet, one may get an instance of its own.
 *
 * @param <T> records, or other values with final fields alone
 */
final class Shared<T> {

    private final Object[] places;

    /** Makes an empty one with so many places, a power of two. */
    Shared(int places) {
        this.places = new Object[places];
    }

    /** Returns a value that equals this one. */
    @SuppressWarnings("unchecked") // Only values of the type are put there.
    T of(T value) {
        int hash = value.hashCode() * 0x9E37_79B9;
        int place = (hash >>> 16) & (places.length - 1);
        Object known = places[place];
        if (value.equals(known)) {
            return (T) known;
        }
        places[place] = value;
        return value;
    }
}
