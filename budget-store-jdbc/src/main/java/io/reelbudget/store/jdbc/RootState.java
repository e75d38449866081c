package io.reelbudget.store.jdbc;

/** Where a root is, as its row says. Only a root that is here is worked with. */
enum RootState {
    HERE(0),
    /** It is being copied to here. */
    ARRIVING(1),
    /** It is about to go elsewhere, or may come back. */
    LEAVING(2),
    GONE(3),
    /** Its records are being added from an archive, or that was cut short. */
    IMPORTING(4);

    private final int code;

    RootState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static RootState of(int code) {
        return switch (code) {
            case 0 -> HERE;
            case 1 -> ARRIVING;
            case 2 -> LEAVING;
            case 3 -> GONE;
            case 4 -> IMPORTING;
            default ->
                throw new IllegalStateException("Root's state was " + code + " but must be 0 to 4; was the database"
                        + " used by a later version of this program?");
        };
    }

    /** Returns whether the entries here are all there are, or were until a moment ago. */
    boolean isWhole() {
        return this == HERE || this == LEAVING;
    }
}
