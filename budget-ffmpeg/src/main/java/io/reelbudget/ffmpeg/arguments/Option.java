package io.reelbudget.ffmpeg.arguments;

/**
 * One option of ffmpeg's command line.
 *
 * @param name without dash and stream specifier, such as {@code c}
 * @param streams the stream specifier, such as {@code v:0}; empty where there was none
 * @param value its value; empty for a flag
 */
record Option(String name, String streams, String value) {

    static Option of(String argument, String value) {
        String name = argument.substring(argument.startsWith("--") ? 2 : 1);
        int colon = name.indexOf(':');
        return colon < 0
                ? new Option(name, "", value)
                : new Option(name.substring(0, colon), name.substring(colon + 1), value);
    }

    /** Returns whether it is meant for a video stream, the so manieth of its output. */
    boolean isForVideo(int index) {
        return switch (streams) {
            case "", "v", "V" -> true;
            default -> streams.equals("v:" + index) || streams.equals("V:" + index);
        };
    }

    boolean isForAudio(int index) {
        return streams.isEmpty() || streams.equals("a") || streams.equals("a:" + index);
    }

    /** Returns it as it was written. */
    @Override
    public String toString() {
        return "-" + name + (streams.isEmpty() ? "" : ":" + streams) + (value.isEmpty() ? "" : " " + value);
    }
}
