package io.reelbudget.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what a program writes, line by line and to its end, and keeps the last lines. Bounded, whatever the program
 * writes: a line's surplus is dropped, and so are earlier lines.
 */
final class Tail {

    static final int MAX_LINES = 60;
    private static final int MAX_LINE_BYTES = 1_000;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Reads to the end of the stream, handing on each line. */
    void drain(InputStream stream, Consumer<String> listener) throws IOException {
        byte[] chunk = new byte[8_192];
        byte[] line = new byte[MAX_LINE_BYTES];
        int length = 0;
        for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
            for (int i = 0; i < read; i++) {
                if (chunk[i] == '\n' || chunk[i] == '\r') {
                    accept(line, length, listener);
                    length = 0;
                } else if (length < MAX_LINE_BYTES) {
                    line[length++] = chunk[i];
                }
            }
        }
        accept(line, length, listener);
    }

    private void accept(byte[] bytes, int length, Consumer<String> listener) {
        if (length == 0) {
            return;
        }
        String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
        synchronized (lines) {
            if (lines.size() == MAX_LINES) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
        listener.accept(line);
    }

    /** Returns the last lines so far, oldest first. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(new ArrayList<>(lines));
        }
    }
}
