package io.reelbudget.ledger.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Drafts of reports")
class DraftsTest {

    private final Drafts drafts = new Drafts();

    @Test
    void keep_sums_and_not_jobs_while_they_wait() {
        for (int round = 0; round < 100; round++) {
            NavigableMap<Long, Charge> jobs = new TreeMap<>();
            for (int job = 1; job <= 100; job++) {
                jobs.put(round * 1_000L + job, new Charge(2, Labels.of("codec", "codec " + job % 3)));
            }
            drafts.add(jobs, round * 1_000L + 500);
        }

        Drafts.Draft draft = drafts.take();

        assertThat(draft.sums().values()).containsExactlyInAnyOrder(6_800L, 6_600L, 6_600L);
        assertThat(draft.through()).isEqualTo(99_500);
        assertThat(drafts.isEmpty()).isTrue();
    }

    @Test
    void make_reports_whose_notes_fit_however_long_the_labels_are() {
        NavigableMap<Long, Charge> jobs = new TreeMap<>();
        for (int job = 1; job <= 200; job++) {
            jobs.put((long) job, new Charge(job, longLabels(job % 70)));
        }
        drafts.add(jobs, 300);

        List<Report> reports = new ArrayList<>();
        while (!drafts.isEmpty()) {
            reports.add(Report.of(IdempotencyKey.random(), drafts.take(), 50_000, 20, Instant.EPOCH));
        }

        assertThat(reports).allSatisfy(report -> {
            assertThat(report.text().length()).isLessThanOrEqualTo(Command.MAX_NOTE);
            assertThat(Report.parse(report.key(), report.text())).isEqualTo(report);
        });
        assertThat(reports.stream().mapToLong(Report::total).sum()).isEqualTo(200 * 201 / 2);
        assertThat(reports).last().extracting(Report::through).isEqualTo(300L);
        assertThat(reports.stream().flatMap(report -> report.charges().stream()))
                .anySatisfy(charge -> assertThat(charge.labels()).isEqualTo(longLabels(25)));
    }

    @Test
    void are_written_as_they_are_read_whatever_labels_say() {
        Labels labels = Labels.of("a b", "1 + 1 = 2 & 50 %\n\u00e9\u4e2d").with("empty", "");
        drafts.add(new TreeMap<>(Map.of(7L, new Charge(5, labels), 8L, new Charge(3, SliceNames.RETURNED))), 9);

        Report report = Report.of(IdempotencyKey.random(), drafts.take(), 4, 2, Instant.ofEpochMilli(77));

        assertThat(Report.parse(report.key(), report.text())).isEqualTo(report);
        assertThat(report.charges()).containsExactly(new Charge(3, labels));
        assertThat(report.beyond()).containsExactly(new Charge(2, labels));
        assertThat(report.returned()).isEqualTo(3);
    }

    private static Labels longLabels(int number) {
        Labels labels = Labels.none();
        for (int label = 0; label < EscrowTerms.MAX_LABELS; label++) {
            String name = "n".repeat(Labels.MAX_NAME - 1) + label;
            labels = labels.with(name, "\u4e2d".repeat(Labels.MAX_TEXT - 3) + number);
        }
        return labels;
    }
}
