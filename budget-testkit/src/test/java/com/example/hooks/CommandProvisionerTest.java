package com.example.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.provision.CommandProvisioner;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.testkit.hook.ProvisionerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A script with a directory for its memory: a file for each instance, named after the key that it was asked for by, so
 * that an order that failed goes on where it was; and one for each key's receipt.
 */
@DisplayName("A command that provisions")
class CommandProvisionerTest extends ProvisionerContract {

    private static final String SCRIPT = """
            set -eu
            cd "$STATE"
            until mkdir lock 2>/dev/null; do sleep 0.01; done
            trap 'rmdir "$STATE/lock"' EXIT
            if [ "$REELBUDGET_DO" = running ]; then
                list=
                for each in instance-*; do
                    [ -e "$each" ] || continue
                    list="$list${list:+,}{\\"id\\": \\"$each\\"}"
                done
                echo "{\\"running\\": [$list]}"
                exit 0
            fi
            if [ -e "key-$REELBUDGET_KEY" ]; then cat "key-$REELBUDGET_KEY"; exit 0; fi
            done=0
            case "$REELBUDGET_DO" in
            provision)
                while [ "$done" -lt "$REELBUDGET_INSTANCES" ]; do
                    if [ -e fails-after ] && [ "$(cat fails-after)" -eq "$done" ]; then
                        rm fails-after
                        echo 'The platform is out of order.' >&2
                        exit 75
                    fi
                    : >> "instance-$REELBUDGET_KEY-$done"
                    done=$((done + 1))
                done ;;
            give-back)
                for each in instance-*; do
                    [ -e "$each" ] && [ "$done" -lt "$REELBUDGET_INSTANCES" ] || continue
                    rm "$each"
                    done=$((done + 1))
                done ;;
            esac
            echo "{\\"instances\\": $done, \\"reference\\": \\"script\\"}" | tee "key-$REELBUDGET_KEY"
            """;

    @TempDir
    private Path state;

    @BeforeEach
    void writeScript() throws IOException {
        Files.writeString(state.resolve("script"), SCRIPT);
    }

    @Override
    protected Provisioner create() {
        return sh(state.resolve("script").toString()).with(Map.of("STATE", state.toString()));
    }

    @Override
    protected int running() throws Exception {
        try (Stream<Path> files = Files.list(state)) {
            return (int) files.filter(file -> file.getFileName().toString().startsWith("instance-"))
                    .count();
        }
    }

    @Override
    protected Optional<Provisioner> restarted() {
        return Optional.of(create());
    }

    @Override
    protected Optional<Provisioner> failingOnceAfter(int instances) throws IOException {
        Files.writeString(state.resolve("fails-after"), Integer.toString(instances));
        return Optional.of(create());
    }

    private static CommandProvisioner sh(String... words) {
        return CommandProvisioner.of(
                        Stream.concat(Stream.of("sh"), Stream.of(words)).toList())
                .within(Duration.ofSeconds(60));
    }

    private static InstanceRequest request(AccountPath account) {
        return new InstanceRequest(account, 1, IdempotencyKey.named("a"), "Because; $(reboot) `id` \n of this.");
    }

    @Test
    void hands_names_over_in_the_environment_only() throws Exception {
        Path seen = state.resolve("seen");
        Provisioner provisioner = sh(
                        "-c",
                        "echo \"$REELBUDGET_ACCOUNT $REELBUDGET_REASON $#\" > \"$SEEN\";"
                                + " echo '{\"instances\": 1}'")
                .with(Map.of("SEEN", seen.toString()));

        provisioner.provision(request(AccountPath.of("-rf:@x/--help")));

        assertThat(Files.readString(seen).strip()).isEqualTo("-rf:@x/--help Because; $(reboot) `id`   of this. 0");
    }

    @Test
    void keeps_this_process_s_environment_to_itself() throws Exception {
        Path seen = state.resolve("seen");
        sh("-c", "env > \"$SEEN\"; echo '{\"instances\": 1}'")
                .with(Map.of("SEEN", seen.toString()))
                .provision(request(account()));

        assertThat(Files.readAllLines(seen))
                .allMatch(line -> line.matches("(PATH|HOME|SEEN|PWD|OLDPWD|SHLVL|_|REELBUDGET_[A-Z_]+)=.*"));
    }

    @Test
    void throws_what_the_program_complained_of() {
        assertThatIllegalStateException()
                .isThrownBy(() -> sh("-c", "echo 'No quota left.' >&2; exit 75").provision(request(account())))
                .withMessage("Program 'sh' ended with 75 but must end with 0: No quota left.");
    }

    @Test
    void kills_a_program_that_does_not_end() {
        Provisioner slow = sh("-c", "sleep 60 & sleep 60").within(Duration.ofMillis(300));

        assertThatIllegalStateException()
                .isThrownBy(() -> slow.provision(request(account())))
                .withMessageContaining("had not ended after PT0.3S");
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(ProcessHandle::isAlive)
                        .filter(each -> each.info().command().orElse("").endsWith("/sleep")))
                .isEmpty();
    }

    @Test
    void drops_what_a_program_writes_beyond_its_receipt() {
        Provisioner loud = sh(
                "-c",
                "echo '{\"instances\": 1}'; head -c 3000000 /dev/zero | tr '\\0' ' '; head -c 3000000 /dev/zero >&2");

        assertThat(loud.provision(request(account())).instances()).isOne();
    }

    @Test
    void does_not_wait_for_what_a_program_leaves_behind_nor_read_what_that_writes() throws Exception {
        Path pid = state.resolve("pid");
        Provisioner leaving = sh("-c", "yes & echo $! > \"$PIDS\"; echo '{\"instances\": 1}' >&2; exit 3")
                .with(Map.of("PIDS", pid.toString()));

        assertThatIllegalStateException()
                .isThrownBy(() -> leaving.provision(request(account())))
                .withMessage("Program 'sh' ended with 3 but must end with 0: {\"instances\": 1}");
        // Its output was closed, so it ends by itself.
        Processes.awaitEnd(Long.parseLong(Files.readString(pid).strip()));
    }

    @Test
    void leaves_alone_what_a_program_started_in_time_as_that_may_be_what_was_asked_for() throws Exception {
        Path pid = state.resolve("pid");
        sh("-c", "sleep 60 & echo $! > \"$PIDS\"; echo '{\"instances\": 1}'")
                .with(Map.of("PIDS", pid.toString()))
                .provision(request(account()));

        ProcessHandle started =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        assertThat(started.isAlive()).isTrue();
        started.destroyForcibly();
    }

    @Test
    void reads_from_pipes_so_that_nothing_a_program_writes_fills_the_disk() {
        Provisioner curious = sh("-c", "[ -p /dev/stdout ] && [ -p /dev/stderr ] && echo '{\"instances\": 1}'");

        assertThat(curious.provision(request(account())).instances()).isOne();
    }

    @Test
    void kills_a_program_that_writes_without_end() {
        Provisioner endless = sh("-c", "exec yes").within(Duration.ofMillis(200));

        assertThatIllegalStateException()
                .isThrownBy(() -> endless.provision(request(account())))
                .withMessageContaining("had not ended after PT0.2S");
    }

    @Test
    void refuses_receipts_that_cannot_be_true() {
        for (String answer :
                List.of("{\"instances\": 7}", "{\"instances\": -1}", "{\"instances\": \"1\"}", "done", "")) {
            assertThatIllegalStateException().as(answer).isThrownBy(() -> sh("-c", "echo \"$ANSWER\"")
                    .with(Map.of("ANSWER", answer))
                    .provision(request(account())));
        }
    }
}
