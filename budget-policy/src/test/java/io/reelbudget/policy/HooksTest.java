package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.Notifier;
import io.reelbudget.policy.spi.Provisioner;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Hooks")
class HooksTest {

    @TempDir
    private Path directory;

    /** A provisioner as a host would name it in META-INF/services. */
    public static class HostProvisioner implements Provisioner {
        @Override
        public InstanceReceipt provision(InstanceRequest request) {
            return new InstanceReceipt(request.instances(), "host");
        }

        @Override
        public InstanceReceipt giveBack(InstanceRequest request) {
            return new InstanceReceipt(request.instances(), "host");
        }
    }

    /** Another one. */
    public static final class SecondProvisioner extends HostProvisioner {}

    @Test
    void are_found_where_the_host_names_them() throws IOException {
        Hooks found = discoveredWith(HostProvisioner.class);

        assertThat(found.provisioner()).get().isInstanceOf(HostProvisioner.class);
        assertThat(found.queue()).isSameAs(JobQueue.none());
        assertThat(found.notifier()).isSameAs(Notifier.logging());
    }

    @Test
    void are_refused_where_two_of_a_kind_are_named() {
        assertThatIllegalStateException()
                .isThrownBy(() -> discoveredWith(HostProvisioner.class, SecondProvisioner.class))
                .withMessage("Hooks of kind Provisioner were [io.reelbudget.policy.HooksTest$HostProvisioner,"
                        + " io.reelbudget.policy.HooksTest$SecondProvisioner] but there must be one at most; remove the"
                        + " others or hand one to the builder.");
    }

    private Hooks discoveredWith(Class<?>... provisioners) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        StringBuilder names = new StringBuilder();
        for (Class<?> provisioner : provisioners) {
            names.append(provisioner.getName()).append('\n');
        }
        Files.writeString(services.resolve(Provisioner.class.getName()), names);
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, usual)) {
            thread.setContextClassLoader(loader);
            return Hooks.discovered();
        } finally {
            thread.setContextClassLoader(usual);
        }
    }
}
