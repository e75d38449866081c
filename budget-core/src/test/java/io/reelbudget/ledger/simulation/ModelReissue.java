package io.reelbudget.ledger.simulation;

import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.Labels;

/** The grant that the model makes of what is given back, whatever its amount. */
record ModelReissue(GrantKind kind, long expiry, int priority, Labels scope) {

    /** What was paid by nobody that is known may be spent for ever. */
    static final ModelReissue ENDLESS =
            new ModelReissue(GrantKind.ADJUSTMENT, ModelAccount.NEVER, GrantOffer.DEFAULT_PRIORITY, Labels.none());

    /** What a grant had paid that is gone is granted as that was, for some time. */
    static ModelReissue of(ModelGrant gone, long expiry) {
        GrantKind kind = gone.kind == GrantKind.PROMOTIONAL ? GrantKind.PROMOTIONAL : GrantKind.ADJUSTMENT;
        return new ModelReissue(kind, expiry, gone.priority, gone.scope);
    }
}
