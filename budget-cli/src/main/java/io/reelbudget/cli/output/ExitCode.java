package io.reelbudget.cli.output;

/** What the program's exit codes mean. Every command's help says which of them it uses. */
public final class ExitCode {

    /** It is done, and nothing was found that should not be. */
    public static final int DONE = 0;

    /** It is done, and something does not hold: a condition of {@code check}, an invariant, a sum. */
    public static final int DOES_NOT_HOLD = 1;

    /** Something the user gave cannot be used. */
    public static final int BAD_INPUT = 2;

    /** Something went wrong that is not the user's doing. */
    public static final int FAULT = 70;

    /** What was asked for was found out, and could not be written down. */
    public static final int LOST_OUTPUT = 74;

    private ExitCode() {}
}
