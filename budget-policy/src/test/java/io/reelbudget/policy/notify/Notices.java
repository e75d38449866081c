package io.reelbudget.policy.notify;

import io.reelbudget.account.AccountPath;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.NoticeLevel;
import java.time.Instant;
import java.util.TreeMap;

/** Notices to send. */
final class Notices {

    static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private Notices() {}

    static Notice warning() {
        return titled("Budget of acme/video runs out in 25 minutes");
    }

    static Notice titled(String title) {
        TreeMap<String, String> numbers = new TreeMap<>();
        numbers.put("left", "4.20 USD");
        numbers.put("probability", "0.71");
        return new Notice(
                "acme/video|2026-11|default|WARNING",
                AccountPath.of("acme/video"),
                NoticeLevel.WARNING,
                AT,
                title,
                "At the present pace the budget is gone at 10:25.",
                "12 queued jobs will run at a lower quality.",
                "Add at least 3.20 USD to run them as requested.",
                numbers);
    }

    static Notice largest() {
        String text = "<".repeat(Notice.MAX_TEXT);
        TreeMap<String, String> numbers = new TreeMap<>();
        for (int number = 0; number < Notice.MAX_NUMBERS; number++) {
            numbers.put(number + "n".repeat(Notice.MAX_NUMBER - 2), "&".repeat(Notice.MAX_NUMBER));
        }
        return new Notice(
                "\u0001".repeat(Notice.MAX_TITLE),
                AccountPath.of("acme"),
                NoticeLevel.CRITICAL,
                AT,
                ">".repeat(Notice.MAX_TITLE),
                text,
                text,
                text,
                numbers);
    }
}
