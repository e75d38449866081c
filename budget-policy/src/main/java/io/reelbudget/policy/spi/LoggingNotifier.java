package io.reelbudget.policy.spi;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes notices to the log: recoveries as information, all others as warnings. */
enum LoggingNotifier implements Notifier {
    INSTANCE;

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    @Override
    public void send(Notice notice) {
        if (notice.level() == NoticeLevel.RECOVERED) {
            LOG.info("{}: {}", notice.title(), notice.text());
        } else {
            LOG.warn("{}: {}", notice.title(), notice.text());
        }
    }
}
