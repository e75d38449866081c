package io.reelbudget.backtest;

import io.reelbudget.Admission;
import io.reelbudget.history.JobEvent.Answer;
import io.reelbudget.history.JobEvent.Asked;
import io.reelbudget.history.JobEvent.Ended;
import io.reelbudget.policy.RecordedDecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what a replay comes to with what is recorded, as it goes. This class is for one thread. */
final class Agreement {

    private final List<String> differences = new ArrayList<>();
    private long answers;
    private long sameAnswers;
    private long charges;
    private long sameCharges;

    void answered(Asked recorded, Admission answer) {
        answers++;
        Answer now = answer.fold(
                admitted -> Answer.ADMITTED,
                reduced -> Answer.REDUCED,
                queued -> Answer.QUEUED,
                asked -> Answer.APPROVAL_NEEDED,
                refused -> Answer.REFUSED);
        String was = recorded.answer() + " " + recorded.code() + " with " + recorded.askedMicros() + " micros";
        String is = now + " " + answer.code() + " with " + answer.asked().micros() + " micros";
        if (was.equals(is)) {
            sameAnswers++;
        } else {
            differ("Job '" + recorded.id() + "' of " + recorded.account() + " at " + recorded.at() + " was " + was
                    + ", by prices " + recorded.priceVersion() + "; replayed it is " + is + ", by prices "
                    + answer.price().p50().tag().version() + ".");
        }
    }

    /** Takes note that a recorded question was not asked: the job ran already, or had delivered. */
    void unasked(Asked recorded, String why) {
        answers++;
        differ("Job '" + recorded.id() + "' of " + recorded.account() + " asked at " + recorded.at()
                + "; replayed it does not, since it " + why + ".");
    }

    void charged(Ended recorded, long micros) {
        charges++;
        if (recorded.chargedMicros() == micros) {
            sameCharges++;
        } else {
            differ("Job '" + recorded.id() + "' of " + recorded.account() + " was charged " + recorded.chargedMicros()
                    + " micros; replayed it is charged " + micros + ".");
        }
    }

    private void differ(String difference) {
        if (differences.size() < Fidelity.MOST_NAMED) {
            differences.add(difference);
        }
    }

    Fidelity with(List<RecordedDecision> recorded, List<RecordedDecision> replayed) {
        Map<String, Integer> left = new LinkedHashMap<>();
        replayed.forEach(each -> left.merge(text(each), 1, Integer::sum));
        long same = 0;
        for (RecordedDecision each : recorded) {
            String text = text(each);
            if (left.getOrDefault(text, 0) > 0) {
                left.merge(text, -1, Integer::sum);
                same++;
            } else {
                differ("Recorded, and not decided in the replay: " + text + ".");
            }
        }
        left.forEach((text, count) -> {
            if (count > 0) {
                differ("Decided in the replay, and not recorded: " + text + ".");
            }
        });
        return new Fidelity(answers, sameAnswers, charges, sameCharges, recorded.size(), same, differences);
    }

    private static String text(RecordedDecision decision) {
        return decision.at() + " " + decision.account() + " " + decision.policy() + " " + decision.verdict() + " "
                + decision.why().code() + " " + decision.actions();
    }
}
