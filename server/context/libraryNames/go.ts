/** Names of Go 1.26: built-ins, and what the packages that programs use most export, as its own list of its interface (`api/`) tells them. */
export const goNames: ReadonlySet<string> = new Set(
  `
    ANSIC Abs Acos Acosh Add AddCookie AddDate AddInsecureBypassPattern AddInt32 AddInt64 AddTrustedOrigin AddUint32
    AddUint64 AddUintptr Addr After AfterFunc Align All AllocedBytesPerOp AllocsPerOp AllocsPerRun AllowQuerySemicolons And
    AndInt32 AndInt64 AndUint32 AndUint64 AndUintptr Anonymous Append AppendBinary AppendBool AppendDecode AppendEncode
    AppendFloat AppendFormat AppendInt AppendQuote AppendQuoteRune AppendQuoteRuneToASCII AppendQuoteRuneToGraphic
    AppendQuoteToASCII AppendQuoteToGraphic AppendRune AppendSeq AppendSlice AppendText AppendUint Appendf Appendln April
    Arg Args Array ArrayOf ArtifactDir As AsType Asin Asinh AssignableTo Atan Atan2 Atanh Atoi Attr August Available
    AvailableBuffer B Background Backward Base BaseContext BasicAuth Before Benchmark BenchmarkResult BinarySearch
    BinarySearchFunc Bits Blocks Body Bool BoolFunc BoolVar BothDir Broadcast Buffer Buffered Builder ByteReader ByteScanner
    ByteWriter Bytes C Call CallSlice CanAddr CanBackquote CanComplex CanConvert CanFloat CanInt CanInterface CanSeq CanSeq2
    CanSet CanUint Cancel CancelCauseFunc CancelFunc CancelRequest Canceled CanonicalHeaderKey Cap Cause Cbrt Ceil Chan
    ChanDir ChanOf Chdir Check CheckRedirect Chmod Chown Chtimes Chunk Clean Cleanup Clear Clearenv Client ClientConn Clip
    Clock Clone Close CloseIdleConnections CloseNotifier CloseNotify CloseWithError Closer Cmd Col0 Col1 Collect Column
    CombinedOutput Comma Command CommandContext CommandLine Comment Compact CompactFunc Comparable Compare CompareAndDelete
    CompareAndSwap CompareAndSwapInt32 CompareAndSwapInt64 CompareAndSwapPointer CompareAndSwapUint32 CompareAndSwapUint64
    CompareAndSwapUintptr CompareFunc Compile CompilePOSIX Complex Complex128 Complex64 ComplexType Concat Cond ConnContext
    ConnState Contains ContainsAny ContainsFunc ContainsRune ContentLength Context ContinueOnError Convert ConvertibleTo
    Cookie CookieJar Cookies CookiesNamed Copy CopyBuffer CopyFS CopyN Copysign CorruptInputError Cos Cosh Count CountError
    Counters Cover CoverBlock CoverMode Coverage CoveredPackages Create CreateTemp CrossOriginProtection Cut CutPrefix
    CutSuffix Data Date DateOnly DateTime Day Deadline DeadlineExceeded December Decode DecodeLastRune
    DecodeLastRuneInString DecodeRune DecodeRuneInString DecodeString DecodedLen Decoder DeepEqual DefValue Default
    DefaultClient DefaultMaxHeaderBytes DefaultMaxIdleConnsPerHost DefaultServeMux DefaultTransport Del Delete DeleteFunc
    Delim DetectContentType DevNull Dial DialContext DialTLS DialTLSContext Dim Dir DirEntry DirFS DisableCompression
    DisableGeneralOptionsHandler DisableKeepAlives DisallowUnknownFields Discard Do Domain Done Dump Dumper Duration
    DurationVar E EOF Elapsed Elem EnableFullDuplex Encode EncodeRune EncodeToString EncodedLen Encoder Encoding Env Environ
    Equal EqualFold EqualFunc Erf Erfc Erfcinv Erfinv Err ErrAbortHandler ErrAdvanceTooFar ErrBadPattern ErrBadReadCount
    ErrBareQuote ErrBodyNotAllowed ErrBodyReadAfterClose ErrBufferFull ErrClosed ErrClosedPipe ErrContentLength
    ErrDeadlineExceeded ErrDot ErrExist ErrFieldCount ErrFinalToken ErrHandlerTimeout ErrHeaderTooLong ErrHelp ErrHijacked
    ErrInvalid ErrInvalidUnreadByte ErrInvalidUnreadRune ErrLength ErrLineTooLong ErrMissingBoundary ErrMissingContentLength
    ErrMissingFile ErrNegativeAdvance ErrNegativeCount ErrNoCookie ErrNoDeadline ErrNoHandle ErrNoLocation ErrNoProgress
    ErrNotExist ErrNotFound ErrNotMultipart ErrNotSupported ErrPermission ErrProcessDone ErrQuote ErrRange ErrSchemeMismatch
    ErrServerClosed ErrShortBody ErrShortBuffer ErrShortWrite ErrSkipAltProtocol ErrSyntax ErrTooLarge ErrTooLong
    ErrTrailingComma ErrUnexpectedEOF ErrUnexpectedTrailer ErrUnsupported ErrUseLastResponse ErrWaitDelay ErrWriteAfterFlush
    Error ErrorHandling ErrorLog ErrorString Errorf EscapeError EscapedFragment EscapedPath EvalSymlinks Executable Exit
    ExitCode ExitError ExitOnError Exited Exp Exp2 ExpFloat64 Expand ExpandEnv ExpandString ExpectContinueTimeout Expires
    Expm1 Ext Extra ExtraFiles F FMA FS Fail FailNow Failed Fatal Fatalf Fatalln Fd February Field FieldAlign FieldByIndex
    FieldByIndexErr FieldByName FieldByNameFunc FieldPos Fields FieldsFunc FieldsFuncSeq FieldsPerRecord FieldsSeq File
    FileInfo FileInfoToDirEntry FileMode FileServer FileServerFS FileSystem Files Find FindAll FindAllIndex FindAllString
    FindAllStringIndex FindAllStringSubmatch FindAllStringSubmatchIndex FindAllSubmatch FindAllSubmatchIndex FindIndex
    FindProcess FindReaderIndex FindReaderSubmatchIndex FindString FindStringIndex FindStringSubmatch
    FindStringSubmatchIndex FindSubmatch FindSubmatchIndex FixedZone Flag FlagSet Flags Float Float32 Float32bits
    Float32frombits Float64 Float64Slice Float64Var Float64bits Float64frombits Float64s Float64sAreSorted FloatType Floor
    Flush Flusher Fn ForceAttemptHTTP2 ForceQuery Form FormFile FormValue Format FormatBool FormatComplex FormatDirEntry
    FormatFileInfo FormatFloat FormatInt FormatString FormatUint Formatter Fprint Fprintf Fprintln Fragment Frexp Friday
    FromSlash Fscan Fscanf Fscanln FullRune FullRuneInString Func FuncOf Fuzz Gamma Get GetBody GetProxyConnectHeader
    Getegid Getenv Geteuid Getgid Getgroups Getpagesize Getpid Getppid Getter Getuid Getwd Glob GlobFS Go GoString
    GoStringer GobDecode GobEncode Grow HTMLEscape HTTP1 HTTP2 HTTP2Config Handle HandleFunc Handler HandlerFunc Has
    HasPrefix HasSuffix Head Header Helper Hijack Hijacker Host Hostname Hour Hours HttpOnly Hypot ISOWeek IdleConnTimeout
    IdleTimeout Ilogb Implements In InFlight Indent Index IndexAny IndexByte IndexFunc IndexRune Indirect Inf Info Init
    InputOffset Ins Insert Int Int16 Int31 Int31n Int32 Int63 Int63n Int64 Int64Var Int8 IntSize IntSlice IntVar IntegerType
    Interface InterfaceData InternalBenchmark InternalExample InternalFuzzTarget InternalTest Interrupt Intn Ints
    IntsAreSorted Invalid InvalidByteError InvalidHostError InvalidUTF8Error InvalidUnmarshalError Is IsAbs IsDST IsDir
    IsExist IsExported IsGraphic IsInf IsLocal IsNaN IsNil IsNotExist IsPathSeparator IsPermission IsPrint IsRegular
    IsSorted IsSortedFunc IsTimeout IsValid IsVariadic IsZero Itoa J0 J1 January Jar Jn Join JoinPath July June Key Keys
    Kill Kind Kitchen L LUTC LastIndex LastIndexAny LastIndexByte LastIndexFunc Layout LayoutElem LazyQuotes Lchown Ldate
    Ldexp Len Less Lgamma Limit LimitReader LimitedReader Line Line0 Line1 Lines Link LinkError ListSeparator ListenAndServe
    ListenAndServeTLS LiteralPrefix Llongfile Lmicroseconds Lmsgprefix Ln10 Ln2 Load LoadAndDelete LoadInt32 LoadInt64
    LoadLocation LoadLocationFromTZData LoadOrStore LoadPointer LoadUint32 LoadUint64 LoadUintptr Local LocalAddrContextKey
    Localize Location Lock Locker Log Log10 Log10E Log1p Log2 Log2E Logb Logf Logger Longest LookPath Lookup LookupEnv Loop
    Lshortfile Lstat LstdFlags Ltime M Main MainStart MakeChan MakeFunc MakeMap MakeMapWithSize MakeSlice Map MapIndex
    MapIter MapKeys MapOf MapRange March Marshal MarshalBinary MarshalIndent MarshalJSON MarshalText Marshaler
    MarshalerError Match MatchReader MatchString Max MaxAge MaxBytesError MaxBytesHandler MaxBytesReader
    MaxConcurrentStreams MaxConnsPerHost MaxDecoderHeaderTableSize MaxEncoderHeaderTableSize MaxFloat32 MaxFloat64 MaxFunc
    MaxHeaderBytes MaxIdleConns MaxIdleConnsPerHost MaxInt MaxInt16 MaxInt32 MaxInt64 MaxInt8 MaxReadFrameSize
    MaxReceiveBufferPerConnection MaxReceiveBufferPerStream MaxResponseHeaderBytes MaxRune MaxScanTokenSize MaxUint
    MaxUint16 MaxUint32 MaxUint64 MaxUint8 May MemAllocs MemBytes MemString Message Method MethodByName MethodConnect
    MethodDelete MethodGet MethodHead MethodOptions MethodPatch MethodPost MethodPut MethodTrace Methods Microsecond
    Microseconds Millisecond Milliseconds Min MinFunc MinInt MinInt16 MinInt32 MinInt64 MinInt8 MinRead Minute Minutes Mkdir
    MkdirAll MkdirTemp Mod ModTime Mode ModeAppend ModeCharDevice ModeDevice ModeDir ModeExclusive ModeIrregular
    ModeNamedPipe ModePerm ModeSetgid ModeSetuid ModeSocket ModeSticky ModeSymlink ModeTemporary ModeType Modf Monday Month
    More MultiReader MultiWriter MultipartForm MultipartReader MustCompile MustCompilePOSIX Mutex N NArg NFlag NaN Name
    Nanosecond Nanoseconds New NewAt NewBuffer NewBufferString NewClientConn NewCond NewCrossOriginProtection NewDecoder
    NewEncoder NewEncoding NewFile NewFileTransport NewFileTransportFS NewFlagSet NewOffsetWriter NewReadWriter NewReader
    NewReaderSize NewReplacer NewRequest NewRequestWithContext NewResponseController NewScanner NewSectionReader NewServeMux
    NewSource NewSyscallError NewTicker NewTimer NewWriter NewWriterSize NewZipf Next Nextafter Nextafter32 NoBody NoPadding
    NopCloser NormFloat64 NotFound NotFoundHandler November Now NsPerOp Num NumError NumField NumIn NumMethod NumOut
    NumSubexp Number O_APPEND O_CREATE O_EXCL O_RDONLY O_RDWR O_SYNC O_TRUNC O_WRONLY October Offset OffsetWriter Old
    OmitHost OnProxyConnectResponse Once OnceFunc OnceValue OnceValues Op Opaque Open OpenFile OpenInRoot OpenRoot Or
    OrInt32 OrInt64 OrUint32 OrUint64 OrUintptr Ordered Out Outer Output Outs OverflowComplex OverflowFloat OverflowInt
    OverflowUint PB Panic PanicOnError Panicf Panicln Parallel Parse ParseBool ParseComplex ParseCookie ParseDuration
    ParseError ParseFloat ParseForm ParseHTTPVersion ParseInLocation ParseInt ParseMultipartForm ParseQuery ParseRequestURI
    ParseSetCookie ParseTime ParseUint Parsed Partitioned Password Path PathError PathEscape PathListSeparator PathSeparator
    PathUnescape PathValue Pattern Peek Perm PermitProhibitedCipherSuites Phi Pi Pid PingTimeout Pipe PipeReader PipeWriter
    PkgPath Pointer PointerTo Pool Port Post PostForm PostFormValue Pow Pow10 Precision Prefix Print PrintDefaults Printf
    Println ProcAttr Process ProcessState Proto ProtoAtLeast ProtoMajor ProtoMinor ProtocolError Protocols Proxy
    ProxyConnectHeader ProxyFromEnvironment ProxyURL Ptr PtrTo Pull Pull2 Push PushOptions Pusher Put Query QueryEscape
    QueryUnescape Quote QuoteMeta QuoteRune QuoteRuneToASCII QuoteRuneToGraphic QuoteToASCII QuoteToGraphic Quoted
    QuotedPrefix R RFC1123 RFC1123Z RFC3339 RFC3339Nano RFC822 RFC822Z RFC850 RLock RLocker RUnlock RWMutex Rand Range Raw
    RawExpires RawFragment RawMessage RawPath RawQuery RawStdEncoding RawURLEncoding Read ReadAll ReadAt ReadAtLeast
    ReadBufferSize ReadByte ReadBytes ReadCloser ReadDir ReadDirFS ReadDirFile ReadFile ReadFileFS ReadFrom ReadFull
    ReadHeaderTimeout ReadLine ReadLink ReadLinkFS ReadRequest ReadResponse ReadRune ReadSeekCloser ReadSeeker ReadSlice
    ReadString ReadTimeout ReadWriteCloser ReadWriteSeeker ReadWriter Readdir Readdirnames Reader ReaderAt ReaderFrom
    Readlink Recv RecvDir Redacted Redirect RedirectHandler Referer Regexp RegisterCover RegisterOnShutdown RegisterProtocol
    Rel Release Remainder RemoteAddr Remove RemoveAll Rename Repeat Replace ReplaceAll ReplaceAllFunc ReplaceAllLiteral
    ReplaceAllLiteralString ReplaceAllString ReplaceAllStringFunc Replacer ReportAllocs ReportMetric Request RequestURI
    Reserve Reset ResetTimer ResolveReference Response ResponseController ResponseHeaderTimeout ResponseWriter ReuseRecord
    Reverse Root Round RoundToEven RoundTrip RoundTripper RubyDate Run RunBenchmarks RunExamples RunParallel RunTests
    RuneCount RuneCountInString RuneError RuneLen RuneReader RuneScanner RuneSelf RuneStart Runes S SEEK_CUR SEEK_END
    SEEK_SET SameFile SameSite SameSiteDefaultMode SameSiteLaxMode SameSiteNoneMode SameSiteStrictMode Saturday Scan
    ScanBytes ScanLines ScanRunes ScanState ScanWords Scanf Scanln Scanner Scheme Search SearchFloat64s SearchInts
    SearchStrings Second Seconds SectionReader Secure Seed Seek SeekCurrent SeekEnd SeekStart Seeker Select SelectCase
    SelectDefault SelectDir SelectRecv SelectSend Send SendDir SendPingTimeout Separator September Seq Seq2 Serve
    ServeContent ServeFile ServeFileFS ServeHTTP ServeMux ServeTLS Server ServerContextKey Set SetBasicAuth SetBool SetBytes
    SetCap SetComplex SetCookie SetCookies SetDeadline SetDenyHandler SetEscapeHTML SetFlags SetFloat SetHTTP1 SetHTTP2
    SetIndent SetInt SetIterKey SetIterValue SetKeepAlivesEnabled SetLen SetMapIndex SetOutput SetParallelism SetPathValue
    SetPointer SetPrefix SetReadDeadline SetStateHook SetString SetUint SetUnencryptedHTTP2 SetWriteDeadline SetZero Setenv
    Short Shuffle Shutdown Signal Signbit Sin Since Sincos Sinh Size Skip SkipAll SkipDir SkipNow SkipSpace Skipf Skipped
    Sleep Slice Slice3 SliceAt SliceHeader SliceIsSorted SliceOf SliceStable SmallestNonzeroFloat32 SmallestNonzeroFloat64
    Sort SortFunc SortStableFunc Sorted SortedFunc SortedStableFunc Source Source64 Split SplitAfter SplitAfterN
    SplitAfterSeq SplitFunc SplitList SplitN SplitSeq Sprint Sprintf Sprintln Sqrt Sqrt2 SqrtE SqrtPhi SqrtPi Sscan Sscanf
    Sscanln Stable Stamp StampMicro StampMilli StampNano Start StartLine StartProcess StartTimer Stat StatFS State
    StateActive StateClosed StateHijacked StateIdle StateNew Status StdEncoding StdPadding Stderr StderrPipe Stdin StdinPipe
    Stdout StdoutPipe Stmts Stop StopTimer Store StoreInt32 StoreInt64 StorePointer StoreUint32 StoreUint64 StoreUintptr Str
    Strict StrictMaxConcurrentRequests String StringHeader StringSlice StringVar StringWriter Stringer Strings
    StringsAreSorted StripPrefix Struct StructField StructOf StructTag Sub SubFS SubexpIndex SubexpNames Success Sunday Swap
    SwapInt32 SwapInt64 SwapPointer SwapUint32 SwapUint64 SwapUintptr Swapper Symlink Sync SyntaxError Sys SysProcAttr
    SysUsage Syscall SyscallConn SyscallError SystemTime T TB TLS TLSClientConfig TLSConfig TLSHandshakeTimeout TLSNextProto
    TODO Tag Tan Tanh TeeReader TempDir Temporary Testing Text TextVar Thursday Tick Ticker Time TimeFormat TimeOnly Timeout
    TimeoutHandler Timer Title ToLower ToLowerSpecial ToSlash ToTitle ToTitleSpecial ToUpper ToUpperSpecial ToValidUTF8
    Token Trailer TrailerPrefix TrailingComma TransferEncoding Transport Trim TrimFunc TrimLeadingSpace TrimLeft
    TrimLeftFunc TrimPrefix TrimRight TrimRightFunc TrimSpace TrimSuffix Trunc Truncate TryLock TryRLock TryRecv TrySend
    Tuesday Type Type1 TypeAssert TypeFor TypeOf TypeOrExpr URL URLEncoding UTC UTFMax Uint Uint16 Uint32 Uint64 Uint64Var
    Uint8 UintVar Uintptr Uncompressed UnencryptedHTTP2 Unix UnixDate UnixMicro UnixMilli UnixNano Unlock Unmarshal
    UnmarshalBinary UnmarshalFieldError UnmarshalJSON UnmarshalText UnmarshalTypeError Unmarshaler Unordered Unparsed
    Unquote UnquoteChar UnquoteUsage UnreadByte UnreadRune UnsafeAddr UnsafePointer Unsetenv UnsupportedTypeError
    UnsupportedValueError Until Unwrap Usage UseCRLF UseNumber User UserAgent UserCacheDir UserConfigDir UserHomeDir
    UserPassword UserTime Userinfo Username Valid ValidPath ValidRune ValidString Value ValueElem ValueError ValueOf Values
    Var Verbose VisibleFields Visit VisitAll VolumeName Wait WaitDelay WaitGroup Walk WalkDir WalkDirFunc WalkFunc Wednesday
    Weekday Width WithCancel WithCancelCause WithContext WithDeadline WithDeadlineCause WithHandle WithPadding WithTimeout
    WithTimeoutCause WithValue WithoutCancel Write WriteAll WriteAt WriteBufferSize WriteByte WriteByteTimeout WriteCloser
    WriteFile WriteHeader WriteProxy WriteRune WriteSeeker WriteString WriteSubset WriteTimeout WriteTo Writer WriterAt
    WriterTo Y0 Y1 Year YearDay Yn Zero Zipf Zone ZoneBounds any append atomic base64 bool bufio byte bytes cap chan clear
    close cmp comparable complex complex128 complex64 context copy crypto csv defer delete encoding error errors exec false
    filepath flag float32 float64 fmt fs go hex http imag init int int16 int32 int64 int8 io iota iter json len log main
    make map maps math max min net new nil os panic path print println rand range real recover reflect regexp rune select
    slices sort strconv string strings sync testing time true uint uint16 uint32 uint64 uint8 uintptr unicode url utf8
`
    .trim()
    .split(/\s+/),
)
