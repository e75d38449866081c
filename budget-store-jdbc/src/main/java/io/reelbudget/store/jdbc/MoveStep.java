package io.reelbudget.store.jdbc;

/** The steps of a move, in their order; whatever happens between two of them, another process can go on. */
enum MoveStep {
    /** The directory is told where the root goes. */
    ANNOUNCE,
    /** The target has a place for it that nobody uses. */
    MAKE_ROOM,
    /** Records are copied while commands go on. */
    COPY,
    /** What was copied is recomputed. */
    COMPARE,
    /** The source takes no more commands. */
    FENCE,
    /** What came since is copied, and both are compared. */
    COPY_REST,
    /** The directory says where the root is now. From here on there is no way back. */
    SWITCH,
    /** The target takes commands. */
    ARRIVE,
    /** The source says that the root is gone. */
    LEAVE,
    /** The directory is told that the move is over. */
    END,
    /** Instead: the directory is told that the root stays. */
    TURN_BACK,
    /** The source takes commands again. */
    COME_BACK,
    /** The target gives its place up. */
    GIVE_UP,
    END_BACK
}
