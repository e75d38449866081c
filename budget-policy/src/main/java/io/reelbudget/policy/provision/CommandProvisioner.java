package io.reelbudget.policy.provision;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Asks a program for instances. It is run without a shell, with the arguments it was given here and none besides: what
 * a request says, the account's name with it, is in its environment only, as {@code REELBUDGET_DO},
 * {@code REELBUDGET_ACCOUNT}, {@code REELBUDGET_KEY} and so on, and whoever reads it there must quote it. Of this
 * process's environment it gets {@code PATH}, {@code HOME} and what it was given here.
 *
 * <p>It answers on its standard output with a receipt in JSON, of which 16 KiB are kept, and exit code 0. Any other
 * code is a failure, told by the first of what it wrote to its standard error. Whatever else it writes is read and
 * dropped. After the time-out it is killed, with the children that it has then. It must have its effect once for each
 * key, and answer a repetition alike.
 *
 * <p>What it leaves behind when it ends in time lives on, as it may be what was asked for; its standard output and
 * error are closed then, so it must write elsewhere.
 *
 * <p>This class is thread-safe.
 */
public final class CommandProvisioner implements Provisioner {

    private static final int MOST_READ = 16 * 1024;
    private static final int MOST_TOLD = 300;
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    private static final Pattern CAPITAL = Pattern.compile("([A-Z])");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private final List<String> command;
    private final Map<String, String> environment;
    private final Duration timeout;

    private CommandProvisioner(List<String> command, Map<String, String> environment, Duration timeout) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.timeout = timeout;
    }

    /**
     * Returns a provisioner that waits up to 4 seconds for the program.
     *
     * @param command a program and its arguments, one or more
     */
    public static CommandProvisioner of(List<String> command) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException(
                    "Command had no words but must have one at least; begin with the program's path.");
        }
        return new CommandProvisioner(command, Map.of(), USUAL_TIMEOUT);
    }

    /** Returns this provisioner with variables for the program's environment, such as credentials. */
    public CommandProvisioner with(Map<String, String> variables) {
        return new CommandProvisioner(command, variables, timeout);
    }

    /**
     * Returns this provisioner with another time-out.
     *
     * @param newTimeout a second to 10 minutes; less than the monitor's time-out of hooks
     */
    public CommandProvisioner within(Duration newTimeout) {
        if (newTimeout.compareTo(Duration.ofMillis(100)) < 0 || newTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("Time-out was " + newTimeout
                    + " but must be 100 ms to 10 minutes; keep it under the monitor's time-out of hooks.");
        }
        return new CommandProvisioner(command, environment, newTimeout);
    }

    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        return ProvisionMessage.receipt(run(ProvisionMessage.of("provision", request)), request.instances());
    }

    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        return ProvisionMessage.receipt(run(ProvisionMessage.of("give-back", request)), request.instances());
    }

    @Override
    public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        return ProvisionMessage.receipt(run(ProvisionMessage.stop(account, ids, key, reason)), ids.size());
    }

    /** Returns what the program lists; one that writes nothing and exits with 0 cannot tell. */
    @Override
    public Optional<List<RunningInstance>> running(AccountPath account) {
        String answer = run(ProvisionMessage.running(account));
        return answer.isBlank() ? Optional.empty() : Optional.of(ProvisionMessage.list(answer));
    }

    private String run(ProvisionMessage message) {
        Process process = started(message);
        try {
            ProgramOutput output = ProgramOutput.of(process, MOST_READ, MOST_TOLD);
            if (!output.isReadToTheEnd(timeout)) {
                throw new IllegalStateException("Program '" + command.get(0) + "' had not ended after " + timeout
                        + "; it was killed and may have had its effect, so it is asked again under the same key.");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("Program '" + command.get(0) + "' ended with " + process.exitValue()
                        + " but must end with 0: " + oneLine(output.errors()));
            }
            return output.text();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "What program '" + command.get(0) + "' wrote could not be read; it is asked again.", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Program '" + command.get(0) + "' was interrupted; it is asked again under the same key.", stopped);
        } finally {
            kill(process);
        }
    }

    private Process started(ProvisionMessage message) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(NullFile.FILE));
        Map<String, String> variables = builder.environment();
        Map<String, String> inherited = new TreeMap<>(variables);
        variables.clear();
        for (String name : List.of("PATH", "HOME", "SystemRoot")) {
            String value = inherited.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.putAll(environment);
        variables.put("REELBUDGET_DO", message.verb());
        variables.put("REELBUDGET_ACCOUNT", message.account().toString());
        variables.put("REELBUDGET_KEY", message.key().toString());
        message.fields().forEach((name, value) -> variables.put(variable(name), oneLine(value)));
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Program '" + command.get(0) + "' could not be run; check its path and that it may be run.",
                    failed);
        }
    }

    private static String variable(String field) {
        return "REELBUDGET_" + CAPITAL.matcher(field).replaceAll("_$1").toUpperCase(Locale.ROOT);
    }

    /** What it left behind when it ended by itself is not found any more, and its own affair. */
    private static void kill(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String oneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }
}
