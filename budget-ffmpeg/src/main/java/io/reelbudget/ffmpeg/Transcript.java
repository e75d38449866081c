package io.reelbudget.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The first lines that a program wrote, at most {@value #MAX_LINES}. Thread-safe. */
final class Transcript implements Consumer<String> {

    static final int MAX_LINES = 20_000;

    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void accept(String line) {
        if (lines.size() < MAX_LINES) {
            lines.add(line);
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
