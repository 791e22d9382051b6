extension OperationTable {
    /// Every operation there is, noun by noun.
    ///
    /// What is not listed here has no reference and no place on any surface; a test asks that each
    /// is carried out, and that no operation is missing.
    package static let all = OperationTable([
        InitWorkspace.self, ShowStatus.self, PrimeAgent.self, ListRules.self, SetRule.self,
        RunDoctor.self,
        AddRepository.self, ListRepositories.self,
        AddLane.self, ListLanes.self, ParkLane.self, UnparkLane.self,
        RegisterAgent.self, ListAgents.self, RetireAgent.self, ReviveAgent.self,
        ListPresence.self, SweepAgents.self,
        StartSession.self, ShowSession.self, BeatSession.self, SaveSession.self,
        SwitchSession.self, BriefSession.self, CheckpointSession.self, CheckSession.self,
        EndSession.self,
        CreateTask.self, ListTasks.self, ShowTask.self, EditTask.self, LintPacket.self,
        ReadyTask.self, DraftTask.self, AssignTask.self, BlockTask.self, UnblockTask.self,
        ParkTask.self, UnparkTask.self, CancelTask.self, SupersedeTask.self, AddDependency.self,
        RemoveDependency.self,
        PreparePacketLock.self, LockPacket.self, ShowPacket.self, VerifyPacket.self,
        ExportPacket.self, VaryPacket.self,
        NextTask.self, ClaimNext.self, ClaimTask.self, RenewClaim.self, ReleaseClaim.self,
        PauseTask.self, ResumeTask.self, AcknowledgeCheckout.self, CheckPaths.self,
        AddWorktree.self, ListWorktrees.self, CleanWorktrees.self, ListConflicts.self,
        DeliverTask.self, ReplayDelivery.self, AcceptDelivery.self, ReworkDelivery.self,
        RejectDelivery.self,
        SendMessage.self, ListInbox.self, ShowMessage.self, ShowThread.self, SearchMessages.self,
        AcknowledgeMessage.self, MarkRead.self, SweepMessages.self,
        AddEvidence.self, BundleEvidence.self, PrepareSeal.self, SealEvidence.self,
        VerifyEvidence.self, PinEvidence.self, ListEvidence.self, IndexEvidence.self,
        MeasureEvidence.self, CollectEvidence.self, ExportEvidence.self,
        ListEvents.self, VerifyLedger.self, RebuildLedger.self, BackupLedger.self,
        RestoreLedger.self, MakeCheckpoint.self, ProveEvent.self, ProveConsistency.self,
        ShowLedgerKey.self,
        ShowGateway.self, StopGateway.self, CreateToken.self, ListTokens.self, RevokeToken.self,
        RecordUsage.self, ShowUsage.self,
        ListGates.self, ShowGate.self, RunGates.self, ShowGateHistory.self, ShowGateCost.self,
        SelftestGates.self, DefineGate.self, AuditReports.self,
    ])
}
