package io.reelbudget.cli.demo;

/**
 * Something that must be true at the end.
 *
 * @param statement what must be true, in a sentence
 * @param verdict whether it is
 * @param detail what was seen, where it is not
 */
record Invariant(String statement, Verdict verdict, String detail) {

    /** Whether an invariant is true. */
    enum Verdict {
        HELD,
        BROKEN
    }

    /** Returns what a check found; {@code detail} is kept only where it failed. */
    static Invariant of(String statement, boolean held, String detail) {
        return new Invariant(statement, held ? Verdict.HELD : Verdict.BROKEN, held ? "" : detail);
    }

    boolean held() {
        return verdict == Verdict.HELD;
    }
}
