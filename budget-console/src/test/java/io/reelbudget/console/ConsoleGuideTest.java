package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.Reelbudget;
import io.reelbudget.ffmpeg.SourceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page on the console")
class ConsoleGuideTest {

    @Test
    void shows_how_to_embed_it(@TempDir Path directory) throws IOException {
        String token = BearerTokens.newToken();
        int port = 0;
        try (Reelbudget budgets = Reelbudget.inMemory().open()) {
            Console console = Console.over(budgets)
                    .authenticator(BearerTokens.none().with(token, Principal.of("ann", Role.ADMINISTER)))
                    .audit(AuditLog.toFile(directory.resolve("console-audit.jsonl")))
                    .probes(SourceReader::read) // from budget-ffmpeg, for estimates from ffprobe's JSON
                    .open();
            ConsoleServer server = ConsoleServer.onLoopback(console, port);

            String method = "GET";
            String targetBelowTheMount = "/api/v1/accounts";
            Map<String, String> headers = Map.of("Host", "localhost", "Authorization", "Bearer " + token);
            byte[] body = {};
            String remoteAddress = "127.0.0.1";
            Response answer = console.handle(Request.of(method, targetBelowTheMount, headers, body, remoteAddress));

            assertThat(answer.status()).isEqualTo(200);
            server.close();
            console.close();
        }
    }
}
