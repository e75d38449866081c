package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.policy.admission.RiskLevels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which is kept what risk-sized holds have learnt: for each risk a line {@code level RISK SHARED}, and a
 * line {@code own RISK LEVEL ACCOUNT} for each account; the last line is a checksum of the others.
 *
 * <p>It is replaced as a whole: written beside, forced to disk, renamed over the old one. A file that cannot be read is
 * set aside with one warning, never deleted. This class is not thread-safe.
 */
final class RiskFile {

    static final String NAME = "risk-levels.txt";

    private static final Logger LOG = LoggerFactory.getLogger(Reelbudget.class);
    private static final String FORMAT = "reelbudget-risk-1";
    private static final String SUM = "crc32c ";
    private static final int MOST_BYTES = 256 << 20;
    private static final int HEX = 16;
    private static final Pattern LINE = Pattern.compile("(level|own) (\\S+) (\\S+)(?: (.+))?");

    private final Path file;

    RiskFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /** Returns what was kept; nothing where there is no file, or none that can be read. */
    List<RiskLevels<AccountPath>> read() {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "It had " + Files.size(file) + " bytes but must have at most " + MOST_BYTES + ".");
            }
            return parse(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            Path aside = file.resolveSibling(NAME + ".damaged");
            LOG.warn(
                    "What finished jobs had taught about holds cannot be read; risk-sized holds learn anew and the file"
                            + " is set aside as {}.",
                    aside,
                    e);
            setAside(aside);
            return List.of();
        }
    }

    private void setAside(Path aside) {
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be set aside.", file, e);
        }
    }

    /**
     * Replaces what is kept.
     *
     * @throws IOException if the disk refuses; then the old file is still there
     */
    void write(List<RiskLevels<AccountPath>> learnt) throws IOException {
        Path beside = file.resolveSibling(NAME + ".new");
        ByteBuffer bytes = ByteBuffer.wrap(text(learnt).getBytes(StandardCharsets.UTF_8));
        Files.deleteIfExists(beside);
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static String text(List<RiskLevels<AccountPath>> learnt) {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        for (RiskLevels<AccountPath> levels : learnt) {
            text.append("level ")
                    .append(levels.risk())
                    .append(' ')
                    .append(levels.shared())
                    .append('\n');
            Map<String, Double> sorted = new TreeMap<>();
            levels.own().forEach((account, level) -> sorted.put(account.toString(), level));
            sorted.forEach((account, level) -> text.append("own ")
                    .append(levels.risk())
                    .append(' ')
                    .append(level)
                    .append(' ')
                    .append(account)
                    .append('\n'));
        }
        return text + SUM + sum(text.toString()) + "\n";
    }

    private static String sum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toString(sum.getValue(), HEX);
    }

    /** @throws IllegalArgumentException if the text is not one of ours, whole */
    static List<RiskLevels<AccountPath>> parse(String text) {
        int end = text.lastIndexOf(SUM);
        if (!text.startsWith(FORMAT)
                || end < 0
                || !text.substring(end).equals(SUM + sum(text.substring(0, end)) + "\n")) {
            throw new IllegalArgumentException("It must begin with '" + FORMAT + "' and end with its checksum.");
        }
        Map<Double, Double> shared = new TreeMap<>();
        Map<Double, Map<AccountPath, Double>> own = new HashMap<>();
        text.substring(0, end).lines().skip(1).forEach(line -> {
            Matcher words = LINE.matcher(line);
            if (!words.matches()) {
                throw new IllegalArgumentException("Its line '" + line + "' is not one of this version's.");
            }
            double risk = Double.parseDouble(words.group(2));
            double level = Double.parseDouble(words.group(3));
            if (words.group(1).equals("level")) {
                shared.put(risk, level);
            } else {
                own.computeIfAbsent(risk, each -> new HashMap<>()).put(AccountPath.of(words.group(4)), level);
            }
        });
        List<RiskLevels<AccountPath>> learnt = new ArrayList<>();
        shared.forEach((risk, level) -> learnt.add(new RiskLevels<>(risk, level, own.getOrDefault(risk, Map.of()))));
        return learnt;
    }
}
