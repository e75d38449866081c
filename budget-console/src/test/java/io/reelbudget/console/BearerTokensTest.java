package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Bearer tokens")
class BearerTokensTest {

    private static final String TOKEN = "0123456789abcdef0123456789";

    @TempDir
    Path directory;

    private static Request bearing(String header) {
        return Request.of("GET", "/", Map.of("authorization", header), new byte[0], "192.0.2.1");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("tokens"), text);
    }

    @Test
    void tell_who_sends_one() throws IOException {
        BearerTokens tokens = BearerTokens.read(file("# people\n\nann administer * " + TOKEN
                + "\nvic read acme/video sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n"));

        assertThat(tokens.authenticate(bearing("Bearer " + TOKEN))).contains(Principal.of("ann", Role.ADMINISTER));
        assertThat(tokens.authenticate(bearing("bearer test")))
                .contains(new Principal("vic", Role.READ, Optional.of(AccountPath.of("acme/video"))));
        assertThat(tokens.authenticate(bearing("Bearer " + TOKEN + "0"))).isEmpty();
        assertThat(tokens.authenticate(bearing("Basic " + TOKEN))).isEmpty();
        assertThat(tokens.authenticate(bearing("Bearer "))).isEmpty();
    }

    @Test
    void name_the_line_of_a_mistake_and_never_a_token() throws IOException {
        Path file = file("ann administer * " + TOKEN + "\nbob admin * " + TOKEN + "\n");

        assertThatThrownBy(() -> BearerTokens.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Role at " + file + ", line 2 was 'admin' but must be read, operate or administer.");
        assertThat(BearerTokens.none()
                        .with(TOKEN, Principal.of("ann", Role.READ))
                        .toString())
                .doesNotContain(TOKEN)
                .contains("ann");
    }

    @Test
    void must_be_long() throws IOException {
        Path file = file("ann administer * short");

        assertThatThrownBy(() -> BearerTokens.read(file)).hasMessageContaining("at least 22");
        assertThat(BearerTokens.newToken()).hasSize(43).isNotEqualTo(BearerTokens.newToken());
    }
}
