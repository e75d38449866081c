package io.reelbudget.policy.spi;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes notices to the log: recoveries as information, all others as warnings. */
enum LoggingNotifier implements Notifier {
    INSTANCE;

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    /** What would begin a line of its own, or hide what stands beside it: policies of hosts write notices, too. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

    @Override
    public void send(Notice notice) {
        String line = UNPRINTABLE.matcher(notice.title() + ": " + notice.text()).replaceAll(" ");
        if (notice.level() == NoticeLevel.RECOVERED) {
            LOG.info("{}", line);
        } else {
            LOG.warn("{}", line);
        }
    }
}
