package io.reelbudget.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A burn-down chart")
class BurnDownChartTest {

    static final Heading HEADING = new Heading(
            "Four accounts, three that run out", "real ffmpeg jobs; 1 s stands for 3 min; forecast by Holt-Winters");

    @Test
    void draws() throws IOException {
        Path out = Path.of("target", "charts");
        Files.createDirectories(out);
        BurnDownChart.of(HEADING, SampleBudgets.ZONE, SampleBudgets.four()).writePng(out.resolve("four.png"));
        BurnDownChart.of(HEADING, SampleBudgets.ZONE, List.of(SampleBudgets.four().get(1)))
                .writePng(out.resolve("one.png"));
        assertThat(out).isNotEmptyDirectory();
    }
}
