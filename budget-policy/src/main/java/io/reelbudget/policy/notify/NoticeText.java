package io.reelbudget.policy.notify;

import io.reelbudget.policy.spi.Notice;
import java.util.regex.Pattern;

/** A notice as people read it: what happened, what it means, what to do, and the figures. */
final class NoticeText {

    // Controls, invisible and direction characters, and line ends, which would forge lines and headers; and other
    // space.
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}]+");

    private NoticeText() {}

    static String title(Notice notice) {
        return oneLine(notice.title());
    }

    static String body(Notice notice) {
        StringBuilder text = new StringBuilder()
                .append("What happened: ")
                .append(oneLine(notice.happened()))
                .append("\nWhat it means: ")
                .append(oneLine(notice.meaning()))
                .append("\nWhat to do: ")
                .append(oneLine(notice.advice()));
        if (!notice.numbers().isEmpty()) {
            text.append("\nFigures:");
            notice.numbers().forEach((name, number) -> text.append("\n  ")
                    .append(oneLine(name))
                    .append(": ")
                    .append(oneLine(number)));
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    }
}
