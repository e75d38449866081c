package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Query;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The notes in which a decision's inputs are kept: as JSON, deflated, in as many parts as that takes.
 *
 * <p>This class is thread-safe.
 *
 * @param ledger keeps them
 * @param mostCharacters how long the deflated inputs of one decision may be; longer ones are left out
 */
record InputNotes(BlockingLedger ledger, int mostCharacters) {

    /** The notes' kind in the ledger. */
    static final String KIND = "decision-inputs";

    /** What each note begins with. */
    static final String MARK = "{\"reelbudget\":\"inputs-1\"";

    private static final int PART = 16_000;

    /** No inputs are longer; more would be an attack by whoever can write notes. */
    private static final int LONGEST_JSON = 256 << 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Where a decision's inputs are.
     *
     * @param parts the numbers of the notes, in order; none where they were left out
     * @param digest SHA-256 of the JSON, in hexadecimal digits
     * @param characters how long they are, deflated
     */
    record Place(List<Long> parts, String digest, int characters) {}

    /** Inputs as they are recorded. */
    private record Form(String digest, String deflated) {
        static Form of(DecisionInputs inputs) {
            byte[] json = ValueJson.text(inputs).getBytes(StandardCharsets.UTF_8);
            return new Form(sha256(json), Base64.getEncoder().encodeToString(deflate(json)));
        }
    }

    /** Records inputs ahead of their decision. */
    Place record(AccountPath account, long base, DecisionInputs inputs) {
        if (mostCharacters == 0) {
            return new Place(List.of(), "", 0);
        }
        Form whole = Form.of(inputs);
        // Without its prices a long decision can be replayed by the prices of then, as long as somebody has them.
        Form form = whole.deflated().length() > mostCharacters ? Form.of(inputs.withPrices(List.of())) : whole;
        String digest = form.digest();
        String deflated = form.deflated();
        List<Long> parts = new ArrayList<>();
        int count = deflated.length() > mostCharacters ? 0 : (deflated.length() + PART - 1) / PART;
        for (int part = 0; part < count; part++) {
            String data = deflated.substring(part * PART, Math.min(deflated.length(), (part + 1) * PART));
            String text = MARK + ",\"part\":" + (part + 1) + ",\"of\":" + count + ",\"digest\":\"" + digest
                    + "\",\"data\":\"" + data + "\"}";
            IdempotencyKey key = IdempotencyKey.named(
                    "inputs " + part + " of the decision of " + account + " after " + base + ": " + digest);
            parts.add(ledger.submit(new Command.Note(account, key, KIND, text)).sequence());
        }
        return new Place(parts, digest, deflated.length());
    }

    /** @throws IllegalArgumentException if they are not there, or are not what was recorded */
    DecisionInputs read(AccountPath account, Place place) {
        StringBuilder deflated = new StringBuilder();
        for (long part : place.parts()) {
            List<Entry> found = ledger.read(new Query.StatementOf(account, OptionalLong.of(part + 1), 1))
                    .entries();
            if (found.isEmpty()
                    || found.get(0).sequence() != part
                    || !found.get(0).text().startsWith(MARK)) {
                throw new IllegalArgumentException("Note " + part + " of " + account
                        + " must hold inputs of a decision but does not; it was dropped from the journal.");
            }
            JsonNode note = JSON.readTree(found.get(0).text());
            deflated.append(note.required("data").stringValue());
        }
        byte[] json = inflate(Base64.getDecoder().decode(deflated.toString()));
        if (!sha256(json).equals(place.digest())) {
            throw new IllegalArgumentException("Inputs of a decision of " + account
                    + " are not those that were recorded: their digest differs; check the journal.");
        }
        return ValueJson.parse(new String(json, StandardCharsets.UTF_8), DecisionInputs.class);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] bytes) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 || out.size() > LONGEST_JSON) {
                    throw new IllegalArgumentException("Inputs of a decision were cut off or longer than "
                            + LONGEST_JSON + " bytes but must be what was recorded; check the journal.");
                }
                out.write(buffer, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException broken) {
            throw new IllegalArgumentException("Inputs of a decision are no deflated text; check the journal.", broken);
        } finally {
            inflater.end();
        }
    }
}
