// Written by tools/codegen.mjs; do not edit.
export const POSSIBLE_TYPES: Record<string, string[]> = {
  "ClaimedReview": [
    "AssistedReview",
    "BlindReview"
  ],
  "DeclareProfileResult": [
    "DeclareProfileSuccess",
    "ProfileChangedMeanwhile"
  ],
  "MoveLadderResult": [
    "MoveLadderSuccess",
    "PolicyChangedMeanwhile"
  ],
  "MoveRolloutResult": [
    "RolloutChangedMeanwhile",
    "RolloutMoved",
    "RolloutRefused"
  ],
  "PlaceVersionResult": [
    "PlaceVersionSuccess",
    "PlacementRefused",
    "PolicyChangedMeanwhile"
  ],
  "RegisterDeciderResult": [
    "DeciderNameTaken",
    "RegisterDeciderSuccess"
  ],
  "RetireVersionResult": [
    "RetireVersionSuccess",
    "VersionInUse"
  ],
  "SendToReviewResult": [
    "RolloutRefused",
    "SentToReview"
  ],
  "ShadowResult": [
    "RolloutRefused",
    "ShadowsChanged"
  ],
  "SignInResult": [
    "SignInRefused",
    "SignInSuccess"
  ],
  "SkipReviewResult": [
    "LeaseLost",
    "SkipReviewSuccess"
  ],
  "StartRolloutResult": [
    "PolicyMovedMeanwhile",
    "RolledBackBefore",
    "RolloutMoved",
    "RolloutRefused",
    "RolloutRunning"
  ],
  "SubmitLabelResult": [
    "AnswerRefused",
    "LeaseLost",
    "SubmitLabelSuccess"
  ],
  "TrainDeciderResult": [
    "TrainDeciderSuccess",
    "TrainingUnderWay"
  ]
};
