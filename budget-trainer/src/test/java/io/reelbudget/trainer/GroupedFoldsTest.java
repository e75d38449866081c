package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Folds")
class GroupedFoldsTest {

    private final List<PastJob> jobs = MadeUpJobs.of(50, 4, 1);
    private final GroupedFolds folds = new GroupedFolds(jobs, 10, 1);

    @Test
    void never_share_a_video() {
        for (int fold = 0; fold < 10; fold++) {
            Set<String> in = videos(folds.in(fold, jobs));
            assertThat(in).hasSize(5).doesNotContainAnyElementsOf(videos(folds.outside(fold, jobs)));
        }
    }

    @Test
    void are_the_same_for_the_same_seed_and_others_for_another() {
        assertThat(videos(new GroupedFolds(jobs, 10, 1).in(0, jobs))).isEqualTo(videos(folds.in(0, jobs)));
        assertThat(videos(new GroupedFolds(jobs, 10, 2).in(0, jobs))).isNotEqualTo(videos(folds.in(0, jobs)));
    }

    private static Set<String> videos(List<PastJob> jobs) {
        return jobs.stream().map(PastJob::video).collect(Collectors.toSet());
    }
}
