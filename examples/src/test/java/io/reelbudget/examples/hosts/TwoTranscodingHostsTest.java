package io.reelbudget.examples.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two transcoding hosts on one budget")
class TwoTranscodingHostsTest {

    @Test
    void spend_no_more_than_there_is_and_tell_its_owner_once() throws IOException, SQLException, InterruptedException {
        HostDatabase.start().close(); // where no server starts there is nothing to show
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            TwoTranscodingHosts.main(new String[0]);
        } finally {
            System.setOut(before);
        }

        String told = printed.toString(StandardCharsets.UTF_8);
        assertThat(told).contains("The budget held, the owner was told once, and every entry adds up.");
        assertThat(told.lines().filter(line -> line.startsWith("Refused: Needs ")))
                .hasSize(2);
        assertThat(told.lines().filter(line -> line.contains(" told the owner: ")))
                .hasSize(1);
    }
}
