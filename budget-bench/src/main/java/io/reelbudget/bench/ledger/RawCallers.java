package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The limit for blocking callers: the bytes of a job's two records, each waited for. */
final class RawCallers implements Contestant {

    private final GroupCommit log;
    private final Callers callers;

    RawCallers(Path file, RecordSizes sizes, int count) throws IOException {
        this.log = new GroupCommit(new RingFile(file), durable -> {});
        byte[] hold = new byte[sizes.hold()];
        byte[] capture = new byte[sizes.capture()];
        this.callers = new Callers(count, caller -> () -> {
            log.append(hold).join();
            log.append(capture).join();
        });
    }

    @Override
    public String name() {
        return "raw group commit, same bytes";
    }

    @Override
    public Sample run(Duration span) throws Exception {
        return callers.run(span);
    }

    @Override
    public void close() throws IOException {
        callers.close();
        log.close();
    }
}
