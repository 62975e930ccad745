/** Names of Rust 1.95: what is stable in the modules of `std` that programs use most, as its own documentation tells them. */
export const rustNames: ReadonlySet<string> = new Set(
  `
    ALIGNMENT ARCH ATOMIC_BOOL_INIT ATOMIC_ISIZE_INIT ATOMIC_USIZE_INIT AccessError AcqRel Acquire Add AddAssign AddrInUse
    AddrNotAvailable AddrParseError AdminLocal Alignment AllocError AlreadyExists Ancestors Any Arc Args ArgsOs
    ArgumentListTooLong Arguments ArrayChunks ArrayWindows AsMut AsRef Assume AsyncFn AsyncFnMut AsyncFnOnce AtomicBool
    AtomicI16 AtomicI32 AtomicI64 AtomicI8 AtomicInner AtomicIsize AtomicPtr AtomicU16 AtomicU32 AtomicU64 AtomicU8
    AtomicUsize BITS BROADCAST BTreeMap BTreeSet BUF_SIZE Barrier BarrierWaitResult Binary BinaryHeap BitAnd BitAndAssign
    BitOr BitOrAssign BitXor BitXorAssign Borrow BorrowError BorrowMut BorrowMutError Borrowed BorrowedCursor Both Bound Box
    Break BrokenPipe BufRead BufReader BufWriter BuildHasher BuildHasherDefault Builder ByRefSized Bytes CallOnceFuture
    CallRefFuture CapacityOverflow Cell Center Chain CharArrayRefSearcher CharArraySearcher CharIndices CharPattern
    CharPredicateSearcher CharSearcher CharSliceSearcher CharTryFromError Chars Child ChildStderr ChildStdin ChildStdout
    ChunkBy ChunkByMut Chunks ChunksExact ChunksExactMut ChunksMut Clone Cloned CoerceUnsized Command CommandArgs
    CommandEnvs Complete Component Components Condvar ConnectionAborted ConnectionRefused ConnectionReset Continue
    ControlFlow Copied CoroutineState Cow CrossesDevices CurDir Current Cursor Cycle DIGITS DLL_EXTENSION DLL_PREFIX
    DLL_SUFFIX Deadlock Debug DebugAsHex DebugList DebugMap DebugSet DebugStruct DebugTuple DecodeUtf16 DecodeUtf16Error
    Default DefaultHasher Deref DerefMut DeviceNS Difference DirBuilder DirEntry DirectoryNotEmpty Disconnected Discriminant
    Disk DispatchFromDyn Display Div DivAssign Done DoubleEndedIterator Drain DrainSorted Drop Duration EPSILON
    EXE_EXTENSION EXE_SUFFIX Empty EncodeUtf16 End Entry Enumerate Eq Equal Err Error ErrorKind EscapeAscii EscapeDebug
    EscapeDefault EscapeUnicode ExactSizeIterator Excluded Exclusive ExecutableFileBusy ExitCode ExitStatus ExitStatusError
    Extend ExtractIf FAILURE FAMILY File FileTimes FileTooLarge FileType FilesystemLoop Filter FilterMap FlatMap Flatten Fn
    FnMut FnOnce Formatter FormattingOptions FpCategory From FromCoroutine FromFn FromIterator FromStr FromUtf16Error
    FromUtf8Error Full Fuse FusedIterator GetDisjointMutError Global Greater Hash HashMap HashSet Hasher HostUnreachable
    INFINITY InProgress Included Incoming Index IndexMut IndexOutOfBounds Infallible Infinite Inspect Instant IntErrorKind
    InterfaceLocal Interrupted Intersection Intersperse IntersperseWith Into IntoAsyncIter IntoChars IntoFuture IntoIncoming
    IntoInnerError IntoIter IntoIterSorted IntoIterator IntoKeys IntoValues InvalidData InvalidDigit InvalidFilename
    InvalidInput IoSlice IoSliceMut IpAddr Ipv4Addr Ipv6Addr Ipv6MulticastScope IsADirectory IsTerminal Item Iter IterMut
    Iterator JoinHandle JoinPathsError Keys LIFETIMES LOCALHOST LazyCell LazyLock Left Less LineWriter Lines LinesAny
    LinkLocal LinkedList LocalKey LockResult Lower LowerExp LowerHex MAIN_SEPARATOR MAIN_SEPARATOR_STR MANTISSA_DIGITS MAX
    MAX_10_EXP MAX_EXACT_INTEGER MAX_EXP MAX_LEN_UTF16 MAX_LEN_UTF8 MICROSECOND MILLISECOND MIN MIN_10_EXP MIN_EXACT_INTEGER
    MIN_EXP MIN_POSITIVE ManuallyDrop Map MapWhile MapWindows Mask Match MatchIndices Matches MaybeDangling Metadata Minus
    Mul MulAssign Mutex MutexGuard NAN NANOSECOND NEG_INFINITY NOTHING Nan Neg NegOverflow NetworkDown NetworkUnreachable
    NonZero NonZeroI128 NonZeroI16 NonZeroI32 NonZeroI64 NonZeroI8 NonZeroInner NonZeroIsize NonZeroU128 NonZeroU16
    NonZeroU32 NonZeroU64 NonZeroU8 NonZeroUsize None Normal NormalizeError Not NotADirectory NotConnected NotFound
    NotPresent NotSeekable NotUnicode ONCE_INIT OS Occupied OccupiedEntry OccupiedError Octal Ok Once OnceCell OnceLock
    OnceState OnceWith OpenOptions Option OptionFlatten Ord Ordering OrganizationLocal Other OutOfMemory Output
    OverlappingIndices Owned ParentDir ParseBoolError ParseCharError ParseError ParseFloatError ParseIntError PartialEq
    PartialOrd Path PathBuf PeekMut Peekable PermissionDenied Permissions PipeReader PipeWriter Plus Pointer PoisonError
    Poisoned PosOverflow Prefix PrefixComponent Product QuotaExceeded RADIX RChunks RChunksExact RChunksExactMut RChunksMut
    REPLACEMENT_CHARACTER RMatchIndices RMatches RSplit RSplitMut RSplitN RSplitNMut RSplitTerminator RandomState Range
    RangeBounds RangeFrom RangeFull RangeInclusive RangeMut RangeTo RangeToInclusive Rc Read ReadDir ReadOnlyFilesystem
    RealmLocal Receiver RecvError RecvTimeoutError Ref RefCell RefMut Reject Relaxed Release Rem RemAssign Repeat RepeatN
    RepeatWith Residual ResourceBusy Result Return Rev Reverse Right RootDir RwLock RwLockReadGuard RwLockWriteGuard SAFETY
    SECOND SUCCESS Saturating Scan Scope ScopedJoinHandle SearchStep Searcher Seek SeekFrom SendError SendTimeoutError
    Sender SeqCst Shl ShlAssign Shr ShrAssign Shutdown Sign Sink SipHasher SiteLocal Skip SkipWhile SliceIndex SocketAddr
    SocketAddrV4 SocketAddrV6 Some Splice Split SplitAsciiWhitespace SplitInclusive SplitInclusiveMut SplitMut SplitN
    SplitNMut SplitPaths SplitTerminator SplitWhitespace StaleNetworkFileHandle Start Stderr StderrLock Stdin StdinLock
    Stdio Stdout StdoutLock StepBy StorageFull StrSearcher String StringPattern StripPrefixError Sub SubAssign Subnormal
    Successors Sum SymmetricDifference SyncSender SystemTime SystemTimeError Take TakeWhile Target TcpListener TcpStream
    Termination ThinBox Thread ThreadId TimedOut Timeout ToLowercase ToOwned ToSocketAddrs ToString ToUppercase TooManyLinks
    TraitImpl TrustedLen TryFrom TryFromCharError TryFromFloatSecsError TryFromIntError TryInto TryIter TryLockError
    TryLockResult TryRecvError TryReserveError TryReserveErrorKind TrySendError TryType TypeId UNC UNICODE_VERSION
    UNIX_EPOCH UNSPECIFIED UdpSocket Unbounded UnexpectedEof Union UniqueArc UniqueRc UnorderedKeyError UnsafeCell Unsigned
    Unsupported Upper UpperExp UpperHex Utf8Chunk Utf8Chunks Utf8Error Utf8Pattern V4 V6 VALIDITY Vacant VacantEntry Values
    ValuesMut VarError Vars VarsOs Vec VecDeque Verbatim VerbatimDisk VerbatimUNC WaitTimeoutResult Weak Windows WouldBlock
    Wrapping Write WriteZero WriterPanicked Yield Yielded ZERO Zero Zip abort abs abs_diff abs_sub absolute accept
    access_mode accessed acos acosh add add_assign add_extension addr advance advance_back_by advance_by advance_slices
    algebraic_add algebraic_div algebraic_mul algebraic_rem algebraic_sub align align_of align_of_val align_offset align_to
    align_to_mut align_to_uninit_mut all alloc allocate allocate_zeroed allocator alternate ancestors and and_modify
    and_then any append arg arg0 args args_os array array_chunks array_windows as_array as_array_of_cells as_ascii as_bytes
    as_bytes_mut as_chunks as_chunks_mut as_chunks_unchecked_mut as_deref as_deref_mut as_fd as_flattened as_flattened_mut
    as_handle as_list as_micros as_millis as_millis_f32 as_millis_f64 as_mut as_mut_array as_mut_os_str as_mut_os_string
    as_mut_ptr as_mut_ptr_range as_mut_slice as_mut_slices as_mut_str as_mut_vec as_nanos as_non_null as_octets as_os_str
    as_path as_pin_mut as_pin_ref as_pthread_t as_ptr as_ptr_range as_raw_fd as_raw_handle as_raw_socket as_raw_stat
    as_rchunks as_rchunks_mut as_ref as_secs as_secs_f32 as_secs_f64 as_simd as_simd_mut as_slice as_slice_of_cells
    as_slices as_socket as_str as_u64 as_uninit_mut as_uninit_ref as_uninit_slice as_uninit_slice_mut as_utf8_pattern asin
    asinh assert assert_eq assert_ne assume_init assume_init_drop assume_init_mut assume_init_ref async_call async_call_mut
    async_call_once async_pipes atan atan2 atanh atime atime_nsec atomic attributes available_parallelism back back_mut
    backward backward_checked before_exec binary_heap binary_search binary_search_by binary_search_by_key bind bit_width
    bitand bitand_assign bitor bitor_assign bitxor bitxor_assign blksize blocks bool borrow borrow_mut borrowing_sub bound
    boxed branch break_ok break_value broadcast btree_map btree_set buffer build_hasher but_not by_ref byte_add byte_offset
    byte_offset_from byte_offset_from_unsigned byte_sub bytes call call_mut call_once call_once_force canonicalize capacity
    carrying_add carrying_carryless_mul carrying_mul carrying_mul_add carryless_mul cast cast_array cast_const cast_init
    cast_mut cast_signed cast_slice cast_uninit cast_unsigned cause cbrt ceil ceil_char_boundary cell cfg cfg_select chain
    change_time channel char char_indices chars checked_abs checked_add checked_add_signed checked_add_unsigned checked_div
    checked_div_euclid checked_div_exact checked_duration_since checked_ilog checked_ilog10 checked_ilog2 checked_isqrt
    checked_mul checked_neg checked_next_multiple_of checked_next_power_of_two checked_pow checked_rem checked_rem_euclid
    checked_shl checked_shr checked_signed_diff checked_sub checked_sub_signed checked_sub_unsigned chroot chunk_by
    chunk_by_mut chunks chunks_exact chunks_exact_mut chunks_mut clamp clamp_magnitude classify clear clear_poison clone
    clone_from clone_from_ref clone_from_ref_in clone_from_slice clone_into clone_to_uninit cloned cmp cmp_by code
    code_nonzero collect collect_into collections column compare_and_swap compare_exchange compare_exchange_weak
    compile_error compiler_fence components concat connect connect_timeout const_make_global consts consume contains
    contains_key continue_ok continue_value continued convert copied copy copy_from copy_from_nonoverlapping copy_from_slice
    copy_to copy_to_nonoverlapping copy_within copysign core core_dumped cos cosh count count_ones count_zeros crate create
    create_buffered create_dir create_dir_all create_formatter create_new create_pidfd created creation_flags creation_time
    ctime ctime_nsec current current_dir current_exe cursor_back cursor_back_mut cursor_front cursor_front_mut custom_flags
    cycle data_ptr dbg deallocate debug_as_hex debug_assert debug_assert_eq debug_assert_ne debug_list debug_map debug_set
    debug_struct debug_tuple decode_utf16 decrement_strong_count decrement_strong_count_in dedup dedup_by dedup_by_key
    default deferaccept deposit_bits deref deref_mut description dev difference discriminant disjoint_bitor display div
    div_assign div_ceil div_duration_ceil div_duration_f32 div_duration_f64 div_duration_floor div_euclid div_exact div_f32
    div_f64 div_floor downcast downcast_mut downcast_ref downcast_unchecked_mut downcast_unchecked_ref downgrade drain
    drain_sorted drop drop_in_place duration duration_since dyn each_mut each_ref elapsed element_offset empty encode_utf16
    encode_utf8 end end_bound ends_with ensure_init entries entry entry_with enumerate env env_clear env_remove envs eprint
    eprintln eq eq_by eq_ignore_ascii_case erf erfc err error error_len escape_ascii escape_debug escape_default
    escape_unicode exec exists exit exit_ok exit_process exp exp2 exp_m1 expect expect_err expose_provenance extend
    extend_from_slice extend_from_within extend_front extend_one extend_reserve extension extract_bits extract_if f32 f64
    fence fetch_add fetch_and fetch_byte_add fetch_byte_sub fetch_max fetch_min fetch_nand fetch_not fetch_or fetch_ptr_add
    fetch_ptr_sub fetch_sub fetch_update fetch_xor field field_with file file_attributes file_index file_name file_name_ref
    file_prefix file_size file_stem file_type fill fill_buf fill_with filter filter_map find find_map finish
    finish_non_exhaustive first first_chunk first_chunk_mut first_entry first_key_value first_mut flags flat_map flatten
    flatten_mut flatten_ref floor floor_char_boundary flowinfo flush fmt fn fold for_each force force_mut force_quotes
    forget format format_args format_into forward forward_checked fract freeze_last_access_time freeze_last_write_time from
    from_ascii from_ascii_radix from_be from_be_bytes from_bits from_days from_digit from_fn from_hours from_iter from_le
    from_le_bytes from_micros from_millis from_mins from_mode from_mut from_mut_slice from_nanos from_nanos_u128
    from_ne_bytes from_non_null from_non_null_in from_octets from_output from_parts from_parts_in from_pin_mut from_ptr
    from_raw from_raw_fd from_raw_handle from_raw_in from_raw_os_error from_raw_parts from_raw_parts_in from_raw_parts_mut
    from_raw_socket from_raw_vec from_ref from_residual from_secs from_secs_f32 from_secs_f64 from_segments from_str
    from_str_radix from_u32 from_utf16 from_utf16_lossy from_utf16be from_utf16be_lossy from_utf16le from_utf16le_lossy
    from_utf8 from_utf8_lossy from_utf8_lossy_owned from_utf8_mut from_utf8_unchecked_mut from_weeks front front_mut fs
    funnel_shl funnel_shr fuse gamma ge get get_align get_alternate get_args get_cloned get_current_dir get_debug_as_hex
    get_disjoint_mut get_disjoint_unchecked_mut get_env_clear get_envs get_fill get_key_value get_mut get_mut_or_init
    get_mut_or_try_init get_mut_slice get_or_init get_or_insert get_or_insert_default get_or_insert_with get_or_try_init
    get_or_try_insert_with get_pin_mut get_precision get_program get_ref get_sign get_sign_aware_zero_pad get_unchecked_mut
    get_vtable get_width gid groups grow grow_zeroed gt guaranteed_eq guaranteed_ne hard_link has_data_left has_root
    has_trailing_sep hash hash_map hash_one hash_set hash_slice hasher haystack highest_one home_dir hypot i128 i16 i32 i64
    i8 id identity ilog ilog10 ilog2 include include_bytes include_str incoming increment_strong_count
    increment_strong_count_in index index_mut info inherit inherit_handles init_mut ino insert insert_entry insert_mut
    insert_str inspect inspect_err intersect intersection intersperse intersperse_with into into_arc into_array
    into_async_iter into_bounds into_boxed_bytes into_boxed_path into_boxed_slice into_boxed_str into_bytes into_chars
    into_chunks into_err into_error into_flat_iter into_flattened into_future into_incoming into_inner into_iter
    into_iter_sorted into_key into_keys into_mut into_non_null into_non_null_with_allocator into_ok into_os_string
    into_owned into_parts into_parts_with_alloc into_path_buf into_pidfd into_pin into_pthread_t into_raw into_raw_fd
    into_raw_handle into_raw_parts into_raw_parts_with_alloc into_raw_socket into_raw_with_allocator into_rc into_remainder
    into_searcher into_slice into_slices into_sorted_vec into_status into_string into_utf8_lossy into_value into_values
    into_vec invalid io ip is is_absolute is_aligned is_aligned_to is_alphabetic is_alphanumeric is_ascii
    is_ascii_alphabetic is_ascii_alphanumeric is_ascii_control is_ascii_digit is_ascii_graphic is_ascii_hexdigit
    is_ascii_lowercase is_ascii_octdigit is_ascii_punctuation is_ascii_uppercase is_ascii_whitespace is_benchmarking
    is_block_device is_borrowed is_break is_broadcast is_char_boundary is_char_device is_completed is_contained_in
    is_continue is_control is_digit is_dir is_disjoint is_documentation is_empty is_eq is_err is_err_and is_fifo is_file
    is_finished is_finite is_full is_ge is_global is_gt is_in_bounds is_infinite is_ipv4 is_ipv4_mapped is_ipv6 is_le
    is_leader is_link_local is_loopback is_lowercase is_lt is_multicast is_multiple_of is_nan is_ne is_negative is_none
    is_none_or is_normal is_null is_numeric is_ok is_ok_and is_overlapping is_owned is_partitioned is_poisoned is_positive
    is_power_of_two is_prefix_of is_private is_read_vectored is_relative is_reserved is_separator is_shared is_sign_negative
    is_sign_positive is_socket is_some is_some_and is_sorted is_sorted_by is_sorted_by_key is_subnormal is_subset
    is_suffix_of is_superset is_symlink is_symlink_dir is_symlink_file is_terminal is_unicast is_unicast_global
    is_unicast_link_local is_unique is_unique_local is_unspecified is_uppercase is_utf16_surrogate is_verbatim is_whitespace
    is_write_vectored is_x86_feature_detected is_zero isize isolate_highest_one isolate_lowest_one isqrt iter iter_mut join
    join_multicast_v4 join_multicast_v6 join_paths keep_rest key key_with keys kill kind last last_access_time last_chunk
    last_chunk_mut last_entry last_key_value last_mut last_os_error last_write_time le leading_ones leading_zeros leak
    leave_multicast_v4 leave_multicast_v6 len len_utf16 len_utf8 limit line lines lines_any linger linked_list ln ln_1p
    ln_gamma load local_addr lock lock_shared log log10 log2 lower_bound lower_bound_mut lowest_one lt main_thread_handle
    make_ascii_lowercase make_ascii_uppercase make_contiguous make_mut makes_pipe map map_addr map_break map_continue
    map_err map_or map_or_default map_or_else map_split map_while map_windows mask match_indices matches max max_by
    max_by_key max_value maximum mem merge metadata midpoint min min_align_of min_align_of_val min_by min_by_key min_value
    minimum mode modified module_path move_next move_prev mpmc mpsc mtime mtime_nsec mul mul_add mul_assign mul_f32 mul_f64
    multicast_loop_v4 multicast_loop_v6 multicast_scope multicast_ttl_v4 name ne needs_drop neg net never new new_cyclic
    new_cyclic_in new_in new_uninit new_uninit_in new_uninit_slice new_uninit_slice_in new_unsize new_with_keys new_zeroed
    new_zeroed_in new_zeroed_slice new_zeroed_slice_in next next_back next_chunk next_down next_if next_if_eq next_if_map
    next_if_map_mut next_index next_match next_match_back next_multiple_of next_power_of_two next_reject next_reject_back
    next_up nlink no_hooks nodelay normalize_lexically not notify_all notify_one now nth nth_back null num number_of_links
    octets of offset offset_from offset_from_unsigned offset_of ok ok_or ok_or_else once once_with oneshot only_v6 open
    open_buffered ops option option_env options or or_default or_else or_insert or_insert_with or_insert_with_key other
    output overflowing_abs overflowing_add overflowing_add_signed overflowing_add_unsigned overflowing_div
    overflowing_div_euclid overflowing_mul overflowing_neg overflowing_pow overflowing_rem overflowing_rem_euclid
    overflowing_shl overflowing_shr overflowing_sub overflowing_sub_signed overflowing_sub_unsigned pad pad_integral panic
    panicking parent park park_timeout park_timeout_ms parse parse_ascii partial_cmp partial_cmp_by partial_sort_unstable
    partial_sort_unstable_by partial_sort_unstable_by_key partition partition_dedup partition_dedup_by
    partition_dedup_by_key partition_in_place partition_point path pattern peek peek_from peek_mut peek_next peek_prev
    peekable peer_addr permissions pidfd pin pin_in pipe piped pointer poison poll poll_next pop pop_back pop_back_if
    pop_first pop_front pop_front_if pop_if pop_last pop_trailing_sep port position pow powf powi pre_exec precision prelude
    prepend prepend_from_within prev print println process process_group product provide ptr_eq push push_back push_back_mut
    push_front push_front_mut push_mut push_str push_trailing_sep push_within_capacity quickack range range_mut raw_arg
    raw_get raw_os_error rc rchunks rchunks_exact rchunks_exact_mut rchunks_mut rdev read read_array read_at read_buf
    read_buf_at read_buf_exact read_buf_exact_at read_dir read_exact read_exact_at read_line read_link read_timeout
    read_to_end read_to_string read_unaligned read_until read_vectored read_vectored_at read_volatile readonly reborrow
    recip recursive recv recv_deadline recv_from recv_timeout recycle reduce reference refresh rem rem_assign rem_euclid
    remainder remove remove_dir remove_dir_all remove_entry remove_file remove_matches remove_var rename repeat repeat_n
    repeat_with replace replace_fd replace_first replace_last replace_range replace_with replacen report reserve
    reserve_exact resize resize_with result resume retain retain_mut rev reverse reverse_bits rewind rfind rfold
    rmatch_indices rmatches rotate_left rotate_right round round_ties_even rposition rsplit rsplit_array_mut
    rsplit_array_ref rsplit_mut rsplit_once rsplit_terminator rsplitn rsplitn_mut same_channel sample saturating_abs
    saturating_add saturating_add_signed saturating_add_unsigned saturating_div saturating_duration_since saturating_mul
    saturating_neg saturating_pow saturating_sub saturating_sub_signed saturating_sub_unsigned scan scope scope_id
    security_qos_flags seek seek_read seek_read_buf seek_relative seek_write segments select select_nth_unstable
    select_nth_unstable_by select_nth_unstable_by_key send send_deadline send_signal send_timeout send_to set set_accessed
    set_broadcast set_created set_current_dir set_deferaccept set_extension set_fd set_file_name set_flowinfo set_init
    set_ip set_len set_limit set_linger set_mode set_modified set_multicast_loop_v4 set_multicast_loop_v6
    set_multicast_ttl_v4 set_nodelay set_nonblocking set_only_v6 set_permissions set_port set_position set_quickack
    set_read_timeout set_readonly set_scope_id set_times set_trailing_sep set_ttl set_var set_write_timeout setsid
    share_mode shift_left shift_right shl shl_assign shl_exact show_window shr shr_assign shr_exact shrink shrink_to
    shrink_to_fit shutdown sign sign_aware_zero_pad sign_minus sign_plus signal signum sin sin_cos sinh sink size size_hint
    size_of size_of_val skip skip_until skip_while sleep sleep_ms slice soft_link sort sort_by sort_by_cached_key
    sort_by_key sort_floats sort_unstable sort_unstable_by sort_unstable_by_key source sources spare_capacity_mut spawn
    spawn_scoped spawn_with_attributes spin_loop_hint splice split split_array_mut split_array_ref split_ascii_whitespace
    split_at split_at_checked split_at_mut split_at_mut_checked split_at_spare_mut split_first split_first_chunk
    split_first_chunk_mut split_first_mut split_inclusive split_inclusive_mut split_last split_last_chunk
    split_last_chunk_mut split_last_mut split_mut split_off split_off_first split_off_first_mut split_off_last
    split_off_last_mut split_off_mut split_once split_paths split_terminator split_whitespace splitn splitn_mut sqrt
    st_atime st_atime_nsec st_birthtime st_birthtime_nsec st_blksize st_blocks st_ctime st_ctime_nsec st_dev st_flags st_gen
    st_gid st_ino st_lspare st_mode st_mtime st_mtime_nsec st_nlink st_rdev st_size st_uid stack_size start start_bound
    starts_with startupinfo_force_feedback startupinfo_fullscreen startupinfo_untrusted_source status std stderr stdin
    stdout step_by steps_between stopped_signal store str stream_len stream_position strict_abs strict_add strict_add_signed
    strict_add_unsigned strict_div strict_div_euclid strict_mul strict_neg strict_pow strict_rem strict_rem_euclid
    strict_shl strict_shr strict_sub strict_sub_signed strict_sub_unsigned string stringify strip_circumfix strip_prefix
    strip_prefix_of strip_suffix strip_suffix_of strong_count sub sub_assign sub_one subsec_micros subsec_millis
    subsec_nanos subslice_range substr_range success successors sum swap swap_bytes swap_remove swap_remove_back
    swap_remove_front swap_with_slice symlink_metadata symmetric_difference sync sync_all sync_channel sync_data take
    take_error take_fd take_if take_while tan tanh temp_dir then then_some then_with thread thread_local time timed_out
    to_ascii_lowercase to_ascii_uppercase to_be to_be_bytes to_bits to_canonical to_degrees to_digit to_ipv4 to_ipv4_mapped
    to_ipv6_compatible to_ipv6_mapped to_le to_le_bytes to_lowercase to_mut to_ne_bytes to_owned to_path_buf to_radians
    to_raw_parts to_socket_addrs to_str to_string to_string_lossy to_uppercase to_vec to_vec_in todo total_cmp trailing_ones
    trailing_zeros trait_info_of trait_info_of_trait_type_id transmute transmute_copy transpose trim trim_ascii
    trim_ascii_end trim_ascii_start trim_end trim_end_matches trim_left trim_left_matches trim_matches trim_prefix
    trim_right trim_right_matches trim_start trim_start_matches trim_suffix trim_trailing_sep trunc truncate truncate_front
    try try_borrow try_borrow_mut try_borrow_unguarded try_cast_aligned try_clone try_clone_from_ref try_clone_from_ref_in
    try_collect try_exists try_find try_fold try_for_each try_from try_from_secs_f32 try_from_secs_f64 try_insert try_into
    try_iter try_lock try_lock_shared try_map try_new try_new_in try_new_uninit try_new_uninit_in try_new_uninit_slice
    try_new_uninit_slice_in try_new_zeroed try_new_zeroed_in try_new_zeroed_slice try_new_zeroed_slice_in try_pin try_pin_in
    try_read try_recv try_reduce try_remove try_reserve try_reserve_exact try_rfold try_send try_shrink_to try_shrink_to_fit
    try_unwrap try_update try_wait try_with try_with_capacity try_with_capacity_in try_write ttl tuple type_id type_info
    type_name type_name_of_val u128 u16 u32 u64 u8 uid unbounded_shl unbounded_shr unchecked_add unchecked_disjoint_bitor
    unchecked_div_exact unchecked_funnel_shl unchecked_funnel_shr unchecked_mul unchecked_neg unchecked_shl
    unchecked_shl_exact unchecked_shr unchecked_shr_exact unchecked_sub undo_leak unimplemented uninitialized union unit
    unlock unpaired_surrogate unpark unreachable unsafe unsigned_abs unwrap unwrap_err unwrap_or unwrap_or_clone
    unwrap_or_default unwrap_or_else unzip update upgrade upper_bound upper_bound_mut usize utf8_chunks utf8_error valid
    valid_up_to value value_with values values_mut var var_os vars vars_os vec vec_deque volume_serial_number wait
    wait_force wait_timeout wait_timeout_ms wait_timeout_while wait_while wait_with_output weak_count where
    widening_carryless_mul widening_mul width windows with with_added_extension with_addr with_borrow with_borrow_mut
    with_capacity with_capacity_and_hasher with_capacity_and_hasher_in with_capacity_in with_extension with_file_name
    with_hasher with_hasher_in with_metadata_of with_options with_trailing_sep with_unfilled_buf wrapping_abs wrapping_add
    wrapping_add_signed wrapping_add_unsigned wrapping_byte_add wrapping_byte_offset wrapping_byte_sub wrapping_div
    wrapping_div_euclid wrapping_mul wrapping_neg wrapping_next_power_of_two wrapping_offset wrapping_pow wrapping_rem
    wrapping_rem_euclid wrapping_shl wrapping_shr wrapping_sub wrapping_sub_signed wrapping_sub_unsigned write write_all
    write_all_at write_all_vectored write_at write_bytes write_char write_clone_of_slice write_copy_of_slice write_filled
    write_fmt write_i128 write_i16 write_i32 write_i64 write_i8 write_isize write_iter write_length_prefix write_str
    write_timeout write_u128 write_u16 write_u32 write_u64 write_u8 write_unaligned write_usize write_vectored
    write_vectored_at write_volatile write_with writeln written xor yield_now zeroed zip zip_with
`
    .trim()
    .split(/\s+/),
)
