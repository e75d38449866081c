package io.reelbudget.policy.provision;

import io.reelbudget.policy.provision.HttpReply.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * One question and its answer: what came of the head so far, then what is left to be sent, then whatever else the other
 * side says until it hangs up, as hanging up on it could lose the answer on its way.
 *
 * <p>This class is not thread-safe: the listener's thread alone has it.
 */
final class HttpConnection {

    private static final int LARGEST_HEAD = 8 * 1024;

    /** As much as a body may have that is sent in vain. */
    private static final int MOST_IGNORED = 64 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final long deadline;
    private final ByteBuffer input = ByteBuffer.allocate(LARGEST_HEAD);
    private ByteBuffer output = ByteBuffer.allocate(0);
    private Stage stage = Stage.READING;
    private int searched;
    private int ignored;

    private enum Stage {
        READING,
        WRITING,
        DRAINING,
        OVER
    }

    /** @param deadline when it is over at the latest, by {@link System#nanoTime} */
    HttpConnection(SocketChannel channel, SelectionKey key, long deadline) {
        this.channel = channel;
        this.key = key;
        this.deadline = deadline;
    }

    /** Returns how long it may still last, in nanoseconds. */
    long left(long now) {
        return deadline - now;
    }

    /** Goes on as far as it can without waiting, and returns whether there is more to come. */
    boolean proceeds(Function<HttpHead, HttpReply> resource) throws IOException {
        if (stage == Stage.READING) {
            read(resource);
        }
        if (stage == Stage.WRITING) {
            write();
        }
        if (stage == Stage.DRAINING) {
            drain();
        }
        return stage != Stage.OVER;
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException gone) {
            // There is nobody left to tell.
        }
    }

    private void read(Function<HttpHead, HttpReply> resource) throws IOException {
        if (channel.read(input) < 0) {
            stage = Stage.OVER;
            return;
        }
        int end = endOfHead();
        if (end >= 0) {
            reply(answer(new String(input.array(), 0, end, StandardCharsets.ISO_8859_1), resource));
        } else if (!input.hasRemaining()) {
            reply(new HttpReply(Status.FIELDS_TOO_LARGE, "{\"error\":\"A head of 8 KiB is the longest.\"}"));
        }
    }

    private static HttpReply answer(String text, Function<HttpHead, HttpReply> resource) {
        HttpHead head;
        try {
            head = HttpHead.parse(text);
        } catch (IllegalArgumentException illegible) {
            return new HttpReply(Status.BAD_REQUEST, "{\"error\":\"This is no request of HTTP/1.1.\"}");
        }
        return resource.apply(head);
    }

    /** Returns where the empty line begins, or -1; no byte is looked at twice, however slowly they come. */
    private int endOfHead() {
        for (; searched < input.position(); searched++) {
            boolean isSecondEnd = input.get(searched) == '\n'
                    && (at(searched - 1) == '\n' || (at(searched - 1) == '\r' && at(searched - 2) == '\n'));
            if (isSecondEnd) {
                return searched;
            }
        }
        return -1;
    }

    private int at(int index) {
        return index < 0 ? -1 : input.get(index);
    }

    private void reply(HttpReply reply) {
        output = reply.bytes();
        stage = Stage.WRITING;
    }

    private void write() throws IOException {
        channel.write(output);
        if (output.hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
        } else {
            channel.shutdownOutput();
            key.interestOps(SelectionKey.OP_READ);
            stage = Stage.DRAINING;
        }
    }

    private void drain() throws IOException {
        input.clear();
        int read = channel.read(input);
        ignored += Math.max(0, read);
        if (read < 0 || ignored > MOST_IGNORED) {
            stage = Stage.OVER;
        }
    }
}
