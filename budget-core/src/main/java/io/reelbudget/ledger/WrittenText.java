package io.reelbudget.ledger;

/** Refuses text that the journal could not give back as it was. */
final class WrittenText {

    private WrittenText() {}

    static void requireFits(String what, String text, int most) {
        if (text.length() > most) {
            throw new IllegalArgumentException(
                    what + " had " + text.length() + " characters but must have at most " + most + "; shorten it.");
        }
        int broken = brokenPair(text);
        if (broken >= 0) {
            throw new IllegalArgumentException(what + " had half a surrogate pair at character " + broken
                    + " but must be well-formed Unicode; cut text between characters, not within one.");
        }
    }

    /** Half a pair has no UTF-8 form: it would be read back as a question mark. */
    private static int brokenPair(String text) {
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (codePoint <= Character.MAX_VALUE && Character.isSurrogate((char) codePoint)) {
                return i;
            }
            i += Character.charCount(codePoint);
        }
        return -1;
    }
}
